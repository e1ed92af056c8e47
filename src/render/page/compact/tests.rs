//! What becomes of templates, plain and odd ones.

use super::*;

fn compacted(source: &str) -> (String, Vec<TemplateFault>) {
    let Compact { templates, faults, .. } = compact([("a.html", source)].into_iter());
    (templates.first().map(said).unwrap_or_default(), faults)
}

fn said(small: &Small<'_>) -> String {
    small.source(&|key| Some(Word { plain: format!("[{key}] \"<"), escaped: format!("[{key}] &#34;&lt;") }))
}

#[track_caller]
fn becomes(source: &str, small: &str) {
    let (text, faults) = compacted(source);
    assert_eq!(text, small, "{source}");
    assert_eq!(faults, [], "{source}");
}

#[test]
fn plain_tags_are_minified_and_spaces_beside_blocks_go() {
    becomes(
        "<ul class=\"a\">\n  <li class=\"b c\">One  <b>two</b> three</li>\n</ul>\n",
        "<ul class=a><li class=\"b c\">One <b>two</b> three</li></ul>",
    );
    becomes("<p>a <!-- said to nobody --> b</p >", "<p>a b</p>");
    becomes("<DIV ID=\"x\"><br /> y</DIV>", "<div id=x><br>y</DIV>");
    becomes("a < b & c <3", "a < b & c <3");
}

#[test]
fn values_with_expressions_are_quoted_whatever_their_author_wrote() {
    becomes("<a  href={{ v }} class=\"b\">", "<a href=\"{{ v }}\" class=b>");
    becomes("<a href='{{ v }}\"'>", "<a href=\"{{ v }}&#34;\">");
    becomes("<a href='b\"'>", "<a href='b\"'>");
    becomes("<a href=x/{{ v }}?y={{ w }}>", "<a href=\"x/{{ v }}?y={{ w }}\">");
    becomes("<option value={{ v }}{% if s %} selected{% endif %}>", "<option value=\"{{ v }}\"{% if s %} selected{% endif %}>");
    becomes("<i class={% if s %}a{% else %}{{ b }}{% endif %} >", "<i class=\"{% if s %}a{% else %}{{ b }}{% endif %}\">");
    becomes("<i title = {{ \"}} >\" }}>", "<i title=\"{{ \"}} >\" }}\">");
    becomes("<h{{ n }} id=a><{{ tag }} id={{ x }}>", "<h{{ n }} id=a><{{ tag }} id=\"{{ x }}\">");
    becomes("<i {{ x | safe }} {{<attributes of={x} />}} y>", "<i {{ x | safe }} {{<attributes of={x} />}} y>");
    becomes("<code><a href={{ v }}>  </a></code>", "<code><a href=\"{{ v }}\">  </a></code>");
    becomes("<noscript><a href={{ v }}></a></noscript>", "<noscript><a href=\"{{ v }}\"></a></noscript>");
}

#[test]
fn expressions_that_could_become_attributes_are_refused_with_their_place() {
    for (source, column, end) in [
        ("\n<p {{ x }}>", 4, 11),
        ("\n<p data-{{ x }}=\"a\">", 9, 16),
        ("\n<p class={% if x %}a b{% endif %}>", 10, 20),
        ("\n<p class=a{{ x }}{% if y %}c d{% endif %}>", 11, 18),
    ] {
        let (_, faults) = compacted(source);
        assert_eq!(faults.len(), 1, "{source} {faults:?}");
        assert_eq!((faults[0].line, faults[0].column, faults[0].end), (2, column, end), "{source}");
    }
}

#[test]
fn what_keeps_its_spaces_or_is_no_html_stays_as_it_is() {
    for same in [
        "<pre>a\n  b <b class=\"{{ c }}\">  d</b>\n</pre>",
        "<textarea>\n <p  class=\"a\"> {{ x }}\n</textarea>",
        "<script type=\"application/ld+json\">{ \"a\":  {{ x | safe }} }</script>",
        "<style>p { color: red; color: oklch(0.5 0 0) }</style>",
        "{% raw %}<p  class={{ x }}>  {% endraw %}",
    ] {
        let (text, faults) = compacted(same);
        let unquoted = same.replace("<script type=\"application/ld+json\">", "<script type=application/ld+json>");
        assert_eq!(text, unquoted);
        assert_eq!(faults, []);
    }
    becomes(
        "<svg viewBox=\"0 0 1 1\">\n<linearGradient id='g' gradientUnits=\"userSpaceOnUse\"/></svg>",
        "<svg viewBox=\"0 0 1 1\"> <linearGradient id=g gradientUnits=userSpaceOnUse /></svg>",
    );
    becomes("<svg><rect x={{ x }} /></svg>", "<svg><rect x=\"{{ x }}\"/></svg>");
}

#[test]
fn templates_used_where_spaces_count_keep_theirs() {
    let parts = "{% component line(a) %}x\n  {{<inner a={a} />}}{% endcomponent %}";
    let inner = "{% component inner(a) %}y  z{% endcomponent %}";
    let other = "{% component other(a) %}y  z{% endcomponent %}";
    let page = "<pre>{{<line a={a} />}}</pre><p>a  b</p>";
    let all = compact([("inner.html", inner), ("other.html", other), ("page.html", page), ("parts.html", parts)].into_iter());
    let said: Vec<String> = all.templates.iter().map(said).collect();
    assert_eq!(said[0], inner);
    assert_eq!(said[1], other.replace("  ", " "));
    assert_eq!(said[2], page.replace("a  b", "a b"));
    assert_eq!(said[3], parts);
}

#[test]
fn spaces_around_statements_are_never_lost_within_a_line() {
    becomes("a {% if x %} b{% else %}c{% endif %} d", "a {% if x %} b{% else %}c{% endif %} d");
    becomes("<p>\n{% if x %}\n<b>y</b>\n{% endif %}\n</p>", "<p>{% if x %} <b>y</b> {% endif %}</p>");
    becomes("<ul>\n{% for x in y %}\n<li>{{ x }}</li>\n{% endfor %}\n</ul>", "<ul>{% for x in y %}<li>{{ x }}</li>{% endfor %}</ul>");
    becomes("a {# c #}{%- if x %}b{% endif %}", "a {##}{%- if x %}b{% endif %}");
    becomes("<p>a <!-- {% set x = 1 %} {{ x }} --> b</p>", "<p>a {% set x = 1 %} b</p>");
}

#[test]
fn words_stand_in_the_template_where_they_never_change() {
    becomes("<p>{{ t(key=\"a\") }}</p>", "<p>[a] &#34;&lt;</p>");
    becomes("<p title=\"{{- t(key=\"a\") -}}\">", "<p title=\"[a] &#34;&lt;\">");
    becomes("{{<x c={t(key=\"a\")} />}}", "{{<x c={\"[a] \\\"<\"} />}}");
    becomes("{{ t(key=\"a\", n=2) }}{{ \"t(key=\\\"a\\\")\" }}", "{{ t(key=\"a\", n=2) }}{{ \"t(key=\\\"a\\\")\" }}");
    becomes("{{ start(key=\"a\") }}{{ t(key=b) }}", "{{ start(key=\"a\") }}{{ t(key=b) }}");
}

#[test]
fn templates_cut_short_are_left_to_the_engine() {
    for source in
        ["{{ x", "{% if", "{# a", "<p class=\"{{ x }}", "<a href=", "<!-- a", "<", "</", "<!", "{% raw %} {{ x }}", "<pre>", "{{ \"a }}"]
    {
        let (text, _) = compacted(source);
        assert!(text.len() <= source.len() + 4, "{source} {text}");
    }
    let Compact { templates, faults, .. } = compact([("a.html", "a\u{FDD0}b")].into_iter());
    assert!(templates.is_empty() && faults.len() == 1);
}

#[test]
fn a_page_names_what_its_own_templates_name_and_no_other() {
    let base = "{% block main %}{% endblock %}{{ page.title }}";
    let page = "{% extends \"base.html\" %}{% block main %}{{<part p={view.deep[\"er\"]} />}}{% endblock %}";
    let parts = "{% component part(p) %}{{ p.text }}{% include \"more.html\" %}{% endcomponent %}";
    let all =
        [("base.html", base), ("page.html", page), ("parts.html", parts), ("more.html", "{{ included }}"), ("other.html", "{{ hash }}")];
    let names = &compact(all.into_iter()).names["page.html"];
    for name in ["title", "deep", "er", "text", "included"] {
        assert!(names.has(name), "{name}");
    }
    assert!(!names.has("hash") && !names.has("sha256"));
    // What happens to stand where another name stands is another name.
    let hidden = ["linked", "dublin", "answer", "citation", "rows", "items", "report", "feeds", "previous", "canonical"];
    assert!(hidden.iter().all(|name| !names.has(name)));
}

#[test]
fn whatever_a_template_might_ask_for_counts_as_named() {
    for open in [
        "{{ view[key] }}",
        "{% for a, b in view %}{% endfor %}",
        "{% if key in view %}{% endif %}",
        "{{ view | get(key=k) }}",
        "{{ __tera_context }}",
    ] {
        assert_eq!(compact([("a.html", open)].into_iter()).names["a.html"], Names::All, "{open}");
    }
    for closed in
        ["{{ list[0] }}", "{{ a[\"b\"] }}", "{% for a in [x, y] %}{% endfor %}", "{% if \"a\" in view %}{% endif %}", "{{ t(key=\"k\") }}"]
    {
        assert_ne!(compact([("a.html", closed)].into_iter()).names["a.html"], Names::All, "{closed}");
    }
}
