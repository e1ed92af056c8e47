//! congbo turns a folder of CSV and Markdown into a static, multilingual open-data portal.
