//! Reading a filter's text.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use super::{Filter, Name, Operator};

/// Parentheses and `not` deeper than this are refused.
const DEEPEST: usize = 32;

/// Where and in which respect a filter's text is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its bytes in the filter.
    pub span: Range<usize>,
    /// What was expected there: a key of the wording.
    pub expected: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A word, which may be a keyword.
    Word(String),
    /// Quoted: a value.
    Text(String),
    /// In backticks: a column.
    Column(String),
    Operator(Operator),
    Open,
    Close,
    ListOpen,
    ListClose,
    Comma,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// The first place at which the text is no filter.
    pub fn parse(text: &str) -> Result<Filter, Fault> {
        let mut reader = Reader { tokens: tokens(text)?, at: 0, end: text.len(), depth: 0 };
        let filter = reader.any()?;
        match reader.tokens.get(reader.at) {
            Some((_, span)) => Err(Fault { span: span.clone(), expected: "filter-and-or" }),
            None => Ok(filter),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, Fault> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let mut takes = |wanted: char| rest.next_if(|(_, next)| *next == wanted).is_some();
        let token = match first {
            space if space.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            '[' => Token::ListOpen,
            ']' => Token::ListClose,
            ',' => Token::Comma,
            '=' => {
                takes('=');
                Token::Operator(Operator::Equal)
            }
            '!' if takes('=') => Token::Operator(Operator::Unequal),
            '<' if takes('=') => Token::Operator(Operator::AtMost),
            '<' => Token::Operator(Operator::Less),
            '>' if takes('=') => Token::Operator(Operator::AtLeast),
            '>' => Token::Operator(Operator::Greater),
            quote @ ('\'' | '"' | '`') => match quoted(&mut rest, quote) {
                None => return Err(Fault { span: start..text.len(), expected: "filter-quote" }),
                Some(inside) if quote == '`' => Token::Column(inside),
                Some(inside) => Token::Text(inside),
            },
            letter if is_word(letter) => {
                let mut word = String::from(letter);
                while let Some((_, next)) = rest.next_if(|(_, next)| is_word(*next)) {
                    word.push(next);
                }
                Token::Word(word)
            }
            other => return Err(Fault { span: start..start + other.len_utf8(), expected: "filter-sign" }),
        };
        let end = rest.peek().map_or(text.len(), |(next, _)| *next);
        tokens.push((token, start..end));
    }
    Ok(tokens)
}

/// What stands between quotes, of which the first has been read; `None` when
/// there is no second. A doubled quote stands for itself.
fn quoted(rest: &mut Peekable<CharIndices<'_>>, quote: char) -> Option<String> {
    let mut inside = String::new();
    loop {
        let (_, next) = rest.next()?;
        if next == quote && rest.next_if(|(_, after)| *after == quote).is_none() {
            return Some(inside);
        }
        inside.push(next);
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ':' | '/') || unicode_normalization::char::is_combining_mark(letter)
}

struct Reader {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    end: usize,
    depth: usize,
}

impl Reader {
    fn fault(&self, expected: &'static str) -> Fault {
        let span = self.tokens.get(self.at).map_or(self.end..self.end, |(_, span)| span.clone());
        Fault { span, expected }
    }

    fn takes(&mut self, wanted: &Token) -> bool {
        let is_next = self.tokens.get(self.at).is_some_and(|(token, _)| token == wanted);
        self.at += usize::from(is_next);
        is_next
    }

    fn keyword(&mut self, word: &str) -> bool {
        let is_next = matches!(self.tokens.get(self.at), Some((Token::Word(next), _)) if next.eq_ignore_ascii_case(word));
        self.at += usize::from(is_next);
        is_next
    }

    fn any(&mut self) -> Result<Filter, Fault> {
        let mut terms = vec![self.all()?];
        while self.keyword("or") {
            terms.push(self.all()?);
        }
        Ok(if terms.len() == 1 { terms.remove(0) } else { Filter::Any(terms) })
    }

    fn all(&mut self) -> Result<Filter, Fault> {
        let mut terms = vec![self.term()?];
        while self.keyword("and") {
            terms.push(self.term()?);
        }
        Ok(if terms.len() == 1 { terms.remove(0) } else { Filter::All(terms) })
    }

    fn term(&mut self) -> Result<Filter, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault("filter-shallow"));
        }
        let term = if self.keyword("not") {
            Filter::Not(Box::new(self.term()?))
        } else if self.takes(&Token::Open) {
            let inside = self.any()?;
            if !self.takes(&Token::Close) {
                return Err(self.fault("filter-close"));
            }
            inside
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(term)
    }

    fn comparison(&mut self) -> Result<Filter, Fault> {
        let column = match self.tokens.get(self.at) {
            Some((Token::Word(text) | Token::Column(text), span)) => Name { text: text.clone(), span: span.clone() },
            _ => return Err(self.fault("filter-column")),
        };
        self.at += 1;
        if self.keyword("is") {
            let negated = self.keyword("not");
            if !self.keyword("empty") {
                return Err(self.fault("filter-empty"));
            }
            return Ok(not_if(negated, Filter::Empty(column)));
        }
        let negated = self.keyword("not");
        if self.keyword("in") {
            let values = self.list()?;
            return Ok(not_if(negated, Filter::In(column, values)));
        }
        match self.tokens.get(self.at) {
            Some((Token::Operator(operator), _)) if !negated => {
                let operator = *operator;
                self.at += 1;
                let value = self.value()?;
                Ok(Filter::Compare(column, operator, value))
            }
            _ => Err(self.fault("filter-operator")),
        }
    }

    fn list(&mut self) -> Result<Vec<Name>, Fault> {
        if !self.takes(&Token::ListOpen) {
            return Err(self.fault("filter-list"));
        }
        let mut values = vec![self.value()?];
        while self.takes(&Token::Comma) {
            values.push(self.value()?);
        }
        if self.takes(&Token::ListClose) { Ok(values) } else { Err(self.fault("filter-list-close")) }
    }

    fn value(&mut self) -> Result<Name, Fault> {
        let value = match self.tokens.get(self.at) {
            Some((Token::Word(text) | Token::Text(text), span)) => Name { text: text.clone(), span: span.clone() },
            _ => return Err(self.fault("filter-value")),
        };
        self.at += 1;
        Ok(value)
    }
}

fn not_if(negated: bool, filter: Filter) -> Filter {
    if negated { Filter::Not(Box::new(filter)) } else { filter }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_binds_tighter_than_or_and_parentheses_bind_tightest() {
        let parsed = Filter::parse("a = 1 or b = 2 and not (c in [x, 'y z'] or d is not empty)").unwrap();
        let Filter::Any(terms) = parsed else { panic!("{parsed:?}") };
        assert!(matches!(&terms[0], Filter::Compare(name, Operator::Equal, value) if name.text == "a" && value.text == "1"));
        let Filter::All(both) = &terms[1] else { panic!("{terms:?}") };
        let Filter::Not(inside) = &both[1] else { panic!("{both:?}") };
        assert!(matches!(&**inside, Filter::Any(terms) if matches!(&terms[0], Filter::In(_, values) if values[1].text == "y z")));
    }

    #[test]
    fn the_first_wrong_place_is_told() {
        for (text, span, expected) in [
            ("", 0..0, "filter-column"),
            ("a", 1..1, "filter-operator"),
            ("a =", 3..3, "filter-value"),
            ("a = 1 b = 2", 6..7, "filter-and-or"),
            ("năm ≥ 3", 5..8, "filter-sign"),
            ("a = 'x", 4..6, "filter-quote"),
            ("(a = 1", 6..6, "filter-close"),
            ("a in (1)", 5..6, "filter-list"),
            ("a in [1", 7..7, "filter-list-close"),
            ("a is nothing", 5..12, "filter-empty"),
        ] {
            assert_eq!(Filter::parse(text), Err(Fault { span, expected }), "{text}");
        }
        assert_eq!(Filter::parse(&"(".repeat(100_000)).unwrap_err().expected, "filter-shallow");
        assert!(Filter::parse(&"not ".repeat(100_000)).is_err());
    }

    #[test]
    fn quotes_keep_anything() {
        let parsed = Filter::parse("`tên cột` = 'nước''s and or'").unwrap();
        assert!(matches!(parsed, Filter::Compare(name, _, value) if name.text == "tên cột" && value.text == "nước's and or"));
    }
}
