//! The vocabularies of DCAT-AP: addresses of classes, properties and codes.

use crate::model::lang::Lang;
use crate::render::rdf::Prefixes;

macro_rules! terms {
    ($($name:ident = $address:literal;)*) => {
        $(pub(super) const $name: &str = $address;)*
    };
}

terms! {
    TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
    RESOURCE = "http://www.w3.org/2000/01/rdf-schema#Resource";
    DATE = "http://www.w3.org/2001/XMLSchema#date";
    DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime";
    NON_NEGATIVE = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger";
    HEX = "http://www.w3.org/2001/XMLSchema#hexBinary";

    CATALOG = "http://www.w3.org/ns/dcat#Catalog";
    DATASET = "http://www.w3.org/ns/dcat#Dataset";
    SERIES = "http://www.w3.org/ns/dcat#DatasetSeries";
    DISTRIBUTION = "http://www.w3.org/ns/dcat#Distribution";
    HAS_DATASET = "http://www.w3.org/ns/dcat#dataset";
    HAS_DISTRIBUTION = "http://www.w3.org/ns/dcat#distribution";
    IN_SERIES = "http://www.w3.org/ns/dcat#inSeries";
    THEME = "http://www.w3.org/ns/dcat#theme";
    THEMES = "http://www.w3.org/ns/dcat#themeTaxonomy";
    KEYWORD = "http://www.w3.org/ns/dcat#keyword";
    CONTACT = "http://www.w3.org/ns/dcat#contactPoint";
    LANDING_PAGE = "http://www.w3.org/ns/dcat#landingPage";
    VERSION = "http://www.w3.org/ns/dcat#version";
    START = "http://www.w3.org/ns/dcat#startDate";
    END = "http://www.w3.org/ns/dcat#endDate";
    ACCESS_URL = "http://www.w3.org/ns/dcat#accessURL";
    DOWNLOAD_URL = "http://www.w3.org/ns/dcat#downloadURL";
    MEDIA_TYPE = "http://www.w3.org/ns/dcat#mediaType";
    COMPRESS_FORMAT = "http://www.w3.org/ns/dcat#packageFormat";
    BYTE_SIZE = "http://www.w3.org/ns/dcat#byteSize";

    TITLE = "http://purl.org/dc/terms/title";
    DESCRIPTION = "http://purl.org/dc/terms/description";
    CREATOR = "http://purl.org/dc/terms/creator";
    PUBLISHER = "http://purl.org/dc/terms/publisher";
    LANGUAGE = "http://purl.org/dc/terms/language";
    LICENSE = "http://purl.org/dc/terms/license";
    ISSUED = "http://purl.org/dc/terms/issued";
    MODIFIED = "http://purl.org/dc/terms/modified";
    IDENTIFIER = "http://purl.org/dc/terms/identifier";
    PERIODICITY = "http://purl.org/dc/terms/accrualPeriodicity";
    TEMPORAL = "http://purl.org/dc/terms/temporal";
    SPATIAL = "http://purl.org/dc/terms/spatial";
    PROVENANCE = "http://purl.org/dc/terms/provenance";
    ACCESS_RIGHTS = "http://purl.org/dc/terms/accessRights";
    FORMAT = "http://purl.org/dc/terms/format";
    CONFORMS_TO = "http://purl.org/dc/terms/conformsTo";
    AGENT = "http://xmlns.com/foaf/0.1/Agent";
    LINGUISTIC_SYSTEM = "http://purl.org/dc/terms/LinguisticSystem";
    LICENSE_DOCUMENT = "http://purl.org/dc/terms/LicenseDocument";
    FREQUENCY = "http://purl.org/dc/terms/Frequency";
    PERIOD = "http://purl.org/dc/terms/PeriodOfTime";
    LOCATION = "http://purl.org/dc/terms/Location";
    PROVENANCE_STATEMENT = "http://purl.org/dc/terms/ProvenanceStatement";
    RIGHTS = "http://purl.org/dc/terms/RightsStatement";
    IMT = "http://purl.org/dc/terms/IMT";
    MEDIA = "http://purl.org/dc/terms/MediaType";
    MEDIA_OR_EXTENT = "http://purl.org/dc/terms/MediaTypeOrExtent";
    STANDARD = "http://purl.org/dc/terms/Standard";

    NAME = "http://xmlns.com/foaf/0.1/name";
    HOMEPAGE = "http://xmlns.com/foaf/0.1/homepage";
    DOCUMENT = "http://xmlns.com/foaf/0.1/Document";
    KIND = "http://www.w3.org/2006/vcard/ns#Kind";
    FN = "http://www.w3.org/2006/vcard/ns#fn";
    EMAIL = "http://www.w3.org/2006/vcard/ns#hasEmail";
    URL = "http://www.w3.org/2006/vcard/ns#hasURL";
    PHONE = "http://www.w3.org/2006/vcard/ns#hasTelephone";
    CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept";
    SCHEME = "http://www.w3.org/2004/02/skos/core#ConceptScheme";
    IN_SCHEME = "http://www.w3.org/2004/02/skos/core#inScheme";
    PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel";
    CHECKSUM = "http://spdx.org/rdf/terms#Checksum";
    HAS_CHECKSUM = "http://spdx.org/rdf/terms#checksum";
    ALGORITHM = "http://spdx.org/rdf/terms#algorithm";
    CHECKSUM_VALUE = "http://spdx.org/rdf/terms#checksumValue";
    SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256";
    CHECKSUM_ALGORITHM = "http://spdx.org/rdf/terms#ChecksumAlgorithm";
    PARTIAL_VIEW = "http://www.w3.org/ns/hydra/core#PartialCollectionView";
    NEXT = "http://www.w3.org/ns/hydra/core#next";
    FIRST = "http://www.w3.org/ns/hydra/core#first";
    VIEW_OF_ITEMS = "http://www.w3.org/ns/hydra/core#totalItems";
    INTEGER = "http://www.w3.org/2001/XMLSchema#integer";

    PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC";
    DATA_THEMES = "http://publications.europa.eu/resource/authority/data-theme";
    GOVERNMENT = "http://publications.europa.eu/resource/authority/data-theme/GOVE";
}

/// Short names of the vocabularies.
pub(super) const PREFIXES: Prefixes = &[
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("hydra", "http://www.w3.org/ns/hydra/core#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// A language by the code of the EU's list where it has it, else by the
/// library of congress's.
pub(super) fn language(lang: Lang) -> String {
    let known = [
        ("vi", "VIE"),
        ("en", "ENG"),
        ("fr", "FRA"),
        ("de", "DEU"),
        ("es", "SPA"),
        ("ru", "RUS"),
        ("zh", "ZHO"),
        ("ja", "JPN"),
        ("ko", "KOR"),
        ("km", "KHM"),
        ("lo", "LAO"),
        ("th", "THA"),
    ];
    let primary = lang.as_str().split('-').next().unwrap_or_default().to_owned();
    match known.iter().find(|(tag, _)| *tag == primary) {
        Some((_, code)) => format!("http://publications.europa.eu/resource/authority/language/{code}"),
        None if primary.len() == 2 => format!("http://id.loc.gov/vocabulary/iso639-1/{primary}"),
        None => format!("http://id.loc.gov/vocabulary/iso639-2/{primary}"),
    }
}

/// A frequency by the code of the EU's list.
pub(super) fn frequency(code: &str) -> String {
    format!("http://publications.europa.eu/resource/authority/frequency/{}", code.to_uppercase())
}

/// A media type by its entry at IANA.
pub(super) fn media_type(name: &str) -> String {
    format!("https://www.iana.org/assignments/media-types/{name}")
}

/// A file format by the EU's list where it has it, else by its media type.
pub(super) fn file_type(label: &str, media: &str) -> String {
    match label {
        "CSV" | "JSON" | "XLSX" | "ODS" | "ZIP" => format!("http://publications.europa.eu/resource/authority/file-type/{label}"),
        _ => format!("{}#{}", media_type(media), label.to_lowercase()),
    }
}
