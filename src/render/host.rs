//! Host files: what a web server has to be told so that everything is read as
//! it is meant, asked for by `congbo build --host`.
//!
//! Media types that servers do not know, UTF-8, the API's files that have no
//! ending, the one rule for parameters, headers for safety, caching and
//! compression, the page for missing addresses. Types come from the table of
//! formats, so that a new format needs nothing here.

use std::collections::BTreeMap;
use std::io::Write;

use crate::model::Catalog;
use crate::model::portal::Host;
use crate::route::{Context, Extent, Format, Inputs, RenderError, Scope, Subject};

/// A file for one kind of host.
struct HostFile {
    name: &'static str,
    file_name: &'static str,
    host: Host,
    text: fn(&Site<'_>) -> String,
}

/// What host files are made of.
struct Site<'a> {
    /// The folder that the site stands in on its host: `/`, `/open-data/`.
    folder: &'a str,
    /// Endings of files and their media types.
    types: BTreeMap<&'static str, &'static str>,
}

/// Every file of every host.
pub(super) const FORMATS: [&dyn Format; 7] = [
    &HostFile { name: "host.nginx", file_name: "nginx.conf", host: Host::Nginx, text: nginx },
    &HostFile { name: "host.apache", file_name: ".htaccess", host: Host::Apache, text: apache },
    &HostFile { name: "host.iis", file_name: "web.config", host: Host::Iis, text: |site| iis(site, IIS_NO_RULE) },
    &HostFile { name: "host.iis-rewrite", file_name: "web.config", host: Host::IisRewrite, text: |site| iis(site, IIS_RULE) },
    &HostFile { name: "host.netlify.headers", file_name: "_headers", host: Host::Netlify, text: netlify_headers },
    &HostFile { name: "host.netlify.redirects", file_name: "_redirects", host: Host::Netlify, text: netlify_redirects },
    &HostFile { name: "host.github-pages", file_name: ".nojekyll", host: Host::GithubPages, text: |_| String::new() },
];

/// Media types of files that are no format: what themes and authors bring.
const OTHERS: [(&str, &str); 15] = [
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("txt", "text/plain"),
    ("md", "text/markdown"),
    ("ico", "image/x-icon"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("pdf", "application/pdf"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("geojson", "application/geo+json"),
    ("woff2", "font/woff2"),
];

/// Stands where the rule for parameters would.
const IIS_NO_RULE: &str = "    <!-- package_show?id=X needs a rule for the module URL Rewrite, without which IIS would serve nothing at all. \
                           Where it is installed, let congbo build for the host iis-rewrite. -->\n";

/// The rule for parameters, for a module that IIS does not bring.
const IIS_RULE: &str = r#"    <rewrite>
      <rules>
        <rule name="congbo package_show" stopProcessing="true">
          <match url="^api/(3/)?action/package_show/?$" />
          <conditions>
            <add input="{QUERY_STRING}" pattern="(?:^|&amp;)id=([a-z0-9_-]+)(?:&amp;|$)" />
          </conditions>
          <action type="Rewrite" url="api/{R:1}action/package_show/{C:1}" appendQueryString="false" />
        </rule>
      </rules>
    </rewrite>
"#;

/// Headers of every answer: no guessing of types, no framing elsewhere, data
/// for scripts of every site, and a question whether the file still stands.
const HEADERS: [(&str, &str); 6] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "frame-ancestors 'self'"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Access-Control-Allow-Origin", "*"),
    ("Cache-Control", "no-cache"),
];

impl Format for HostFile {
    fn name(&self) -> &'static str {
        self.name
    }

    fn media_type(&self) -> &'static str {
        "text/plain"
    }

    fn scope(&self) -> Scope {
        Scope::Portal
    }

    fn file_name(&self) -> &'static str {
        self.file_name
    }

    fn is_offered(&self) -> bool {
        false
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        catalog.portal.host == Some(self.host)
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, _subject: &'a Subject) -> Inputs<'a> {
        Inputs::of(Extent::Frame)
    }

    fn write(&self, context: &Context<'_>, _subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let base = context.catalog.portal.base_url.as_deref().unwrap_or("https://x/");
        let folder = base.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or("/");
        Ok(out.write_all((self.text)(&Site { folder, types: types(context) }).as_bytes())?)
    }
}

/// Media types by the ending of files. Where formats share an ending, that of
/// the plain one counts.
fn types(context: &Context<'_>) -> BTreeMap<&'static str, &'static str> {
    let mut types: BTreeMap<&str, &str> = OTHERS.into_iter().collect();
    for format in context.formats {
        let name = format.file_name();
        let ending = name.rsplit('.').next().unwrap_or(name);
        let is_plain = name == ending || !types.contains_key(ending);
        if is_plain && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !name.contains('/') && !format.name().starts_with("host.")
        {
            types.insert(ending, format.media_type());
        }
    }
    // A plain `.json` and `.svg` are what they say, whichever format came last.
    types.extend([("json", "application/json"), ("svg", "image/svg+xml"), ("xml", "application/xml"), ("html", "text/html")]);
    types
}

fn nginx(site: &Site<'_>) -> String {
    let folder = site.folder;
    let mut text = format!(
        "# nginx: include this file in the `server` block of the site, beside `root`.\n\
         charset utf-8;\ncharset_types text/css text/plain text/csv text/markdown text/turtle text/javascript text/calendar application/xml application/rdf+xml application/atom+xml;\n\
         gzip on;\ngzip_vary on;\n# Copies of `congbo build --precompress` are sent as they are; those in Brotli by nginx with that module:\ngzip_static on;\n# brotli_static on;\ngzip_types text/css text/plain text/csv text/markdown text/turtle text/javascript application/json \
         application/x-ndjson application/ld+json application/csvm+json application/xml application/rdf+xml application/atom+xml text/calendar image/svg+xml;\n\
         index index.html;\nerror_page 404 {folder}404.html;\n\ntypes {{\n"
    );
    for (ending, media) in &site.types {
        text += &format!("    {media} {ending};\n");
    }
    text += "}\n\n";
    for (name, value) in HEADERS {
        text += &format!("add_header {name} \"{value}\" always;\n");
    }
    for api in ["api/3/action/", "api/action/"] {
        text += &format!(
            "\nlocation {folder}{api} {{\n    default_type application/json;\n}}\n\
             location = {folder}{api}package_show {{\n    default_type application/json;\n\
             \x20   if ($arg_id ~ \"^[a-z0-9_-]+$\") {{\n        rewrite ^ {folder}{api}package_show/$arg_id? last;\n    }}\n    return 404;\n}}\n"
        );
    }
    text + &format!(
        "\nlocation = {folder}nginx.conf {{\n    return 404;\n}}\nlocation ^~ {folder}.congbo-staging/ {{\n    return 404;\n}}\n"
    )
}

fn apache(site: &Site<'_>) -> String {
    let mut text = format!(
        "# Apache: needs AllowOverride FileInfo Indexes for this folder.\nAddDefaultCharset UTF-8\nDirectoryIndex index.html\nErrorDocument 404 {}404.html\n",
        site.folder
    );
    for (ending, media) in &site.types {
        text += &format!("AddType {media} .{ending}\n");
    }
    text += "AddCharset UTF-8 .csv .ttl .md\n\n<IfModule mod_headers.c>\n";
    for (name, value) in HEADERS {
        text += &format!("Header always set {name} \"{value}\"\n");
    }
    text + "</IfModule>\n\n<IfModule mod_deflate.c>\n\
            AddOutputFilterByType DEFLATE text/html text/css text/plain text/csv text/turtle text/javascript application/json \
            application/x-ndjson application/ld+json application/csvm+json application/xml application/rdf+xml application/atom+xml text/calendar image/svg+xml\n</IfModule>\n\n\
            <If \"%{REQUEST_URI} =~ m#/api/(3/)?action/#\">\nForceType application/json\n</If>\n\n\
            <IfModule mod_rewrite.c>\nRewriteEngine On\n\
            RewriteCond %{QUERY_STRING} (?:^|&)id=([a-z0-9_-]+)(?:&|$)\n\
            RewriteRule ^api/(3/)?action/package_show/?$ api/$1action/package_show/%1 [L]\n\
            RewriteRule ^\\.congbo-staging/ - [F]\n</IfModule>\n"
}

fn iis(site: &Site<'_>, rule: &str) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<configuration>\n  <system.webServer>\n    <staticContent>\n");
    let texts = |media: &str| media.starts_with("text/");
    for (ending, media) in
        site.types.iter().map(|(ending, media)| (format!(".{ending}"), *media)).chain([(".".to_owned(), "application/json")])
    {
        let charset = if texts(media) { "; charset=utf-8" } else { "" };
        text += &format!(
            "      <remove fileExtension=\"{ending}\" />\n      <mimeMap fileExtension=\"{ending}\" mimeType=\"{media}{charset}\" />\n"
        );
    }
    text += "    </staticContent>\n    <httpProtocol>\n      <customHeaders>\n";
    for (name, value) in HEADERS {
        text += &format!("        <remove name=\"{name}\" />\n        <add name=\"{name}\" value=\"{value}\" />\n");
    }
    text + &format!(
        "      </customHeaders>\n    </httpProtocol>\n    <urlCompression doStaticCompression=\"true\" />\n    <httpErrors errorMode=\"Custom\">\n\
         \x20     <remove statusCode=\"404\" />\n      <error statusCode=\"404\" responseMode=\"ExecuteURL\" path=\"{}404.html\" />\n\
         \x20   </httpErrors>\n{rule}  </system.webServer>\n</configuration>\n",
        site.folder
    )
}

fn netlify_headers(site: &Site<'_>) -> String {
    let mut text = String::from("/*\n");
    for (name, value) in HEADERS {
        text += &format!("  {name}: {value}\n");
    }
    for api in ["/api/3/action/*", "/api/action/*"] {
        text += &format!("{api}\n  Content-Type: application/json\n");
    }
    for (ending, media) in &site.types {
        let charset = if media.starts_with("text/") { "; charset=utf-8" } else { "" };
        text += &format!("/*.{ending}\n  Content-Type: {media}{charset}\n");
    }
    text
}

fn netlify_redirects(_site: &Site<'_>) -> String {
    ["api/3/action", "api/action"].map(|api| format!("/{api}/package_show id=:id /{api}/package_show/:id 200\n")).concat()
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;

    fn written(text: fn(&Site<'_>) -> String) -> String {
        text(&Site { folder: "/so-lieu/", types: [("csv", "text/csv"), ("ttl", "text/turtle")].into() })
    }

    /// The elements of a text with their attributes, when it is XML.
    fn elements(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
        let mut reader = Reader::from_str(text);
        let mut all = Vec::new();
        loop {
            match reader.read_event().expect("XML") {
                Event::Start(tag) | Event::Empty(tag) => {
                    let attributes = tag.attributes().map(|attribute| attribute.expect("an attribute"));
                    let told = attributes.map(|attribute| {
                        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value").into_owned();
                        (attribute.key.as_ref().to_owned(), value)
                    });
                    all.push((tag.name().as_ref().to_owned(), told.collect()));
                }
                Event::Eof => return all,
                _ => {}
            }
        }
    }

    #[test]
    fn every_host_that_can_is_told_what_a_package_with_a_parameter_is() {
        assert!(written(nginx).contains("location = /so-lieu/api/3/action/package_show {"));
        assert!(written(nginx).contains("rewrite ^ /so-lieu/api/action/package_show/$arg_id? last;"));
        assert!(written(apache).contains("RewriteRule ^api/(3/)?action/package_show/?$ api/$1action/package_show/%1 [L]"));
        assert!(written(netlify_redirects).contains("/api/3/action/package_show id=:id /api/3/action/package_show/:id 200\n"));
        assert!(written(netlify_redirects).contains("/api/action/package_show id=:id /api/action/package_show/:id 200\n"));
    }

    #[test]
    fn iis_without_the_module_gets_no_rule_and_with_it_one_that_leads_to_the_packages_file() {
        let plain = elements(&written(|site| iis(site, IIS_NO_RULE)));
        assert!(!plain.iter().any(|(name, _)| name == "rewrite"));
        let whole = elements(&written(|site| iis(site, IIS_RULE)));
        let at = whole.iter().position(|(name, _)| name == "rewrite").expect("the section");
        assert_eq!(whole[..at], plain, "they differ in the rule only");
        let names: Vec<&str> = whole[at..].iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["rewrite", "rules", "rule", "match", "conditions", "add", "action"]);
        let of = |offset: usize, attribute: &str| whole[at + offset].1[attribute].as_str();
        assert_eq!((of(5, "input"), of(6, "type"), of(6, "appendQueryString")), ("{QUERY_STRING}", "Rewrite", "false"));
        // As the module reads it: the address below the site, then the parameters.
        let rewritten = |address: &str, query: &str| {
            let found = regex::Regex::new(of(3, "url")).expect("a pattern").captures(address)?;
            let asked = regex::Regex::new(of(5, "pattern")).expect("a pattern").captures(query)?;
            Some(of(6, "url").replace("{R:1}", found.get(1).map_or("", |part| part.as_str())).replace("{C:1}", &asked[1]))
        };
        assert_eq!(rewritten("api/3/action/package_show", "id=danh-muc"), Some("api/3/action/package_show/danh-muc".into()));
        assert_eq!(rewritten("api/action/package_show/", "x=1&id=a-1&y"), Some("api/action/package_show/a-1".into()));
        assert_eq!(rewritten("api/action/package_show", "id=new_data"), Some("api/action/package_show/new_data".into()));
        assert_eq!((rewritten("api/3/action/package_show", "id=../x"), rewritten("api/3/action/package_list", "id=a")), (None, None));
    }
}
