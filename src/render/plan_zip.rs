//! `plans/<plan>.zip`: a plan in one file: its tables, the registries that they
//! name, README, licence, citation and checksums.

use std::io::Write;

use super::bundle::{About, Bundle, readme_of_collection};
use super::facts::publisher::Publisher;
use super::facts::subject;
use super::page::standing::standing;
use super::view;
use super::view::standpoint::Standpoint;
use crate::route::{Context, Extent, Format, Inputs, PageId, RenderError, Scope, Subject};

/// `plans/<plan>.zip`
pub(super) struct PlanZip;

impl Format for PlanZip {
    fn name(&self) -> &'static str {
        "plan.zip"
    }

    fn media_type(&self) -> &'static str {
        "application/zip"
    }

    fn scope(&self) -> Scope {
        Scope::Plan
    }

    fn file_name(&self) -> &'static str {
        "zip"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn choice(&self) -> &'static str {
        "zip"
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        let Subject::Plan { plan } = subject else { return Inputs::of(Extent::Everything) };
        context.catalog.datasets_of_plan(plan).into_iter().fold(Inputs::of(Extent::Frame), |inputs, dataset| inputs.dataset(&dataset.name))
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Plan { plan } = subject else { unreachable!("asked for plans") };
        let datasets = context.catalog.datasets_of_plan(plan);
        let plan = &context.catalog.plans[plan];
        let portal = &context.catalog.portal;
        let own = context.catalog.datasets.get(&plan.dataset);
        let publisher =
            |at: &Standpoint<'_>| own.map_or_else(|| at.publisher_of_portal(), |own| at.publisher(Publisher::of(at.catalog(), own)));
        let licenses = datasets.first().map(|dataset| subject::licenses(context, dataset)).unwrap_or_default();
        let mut bundle = Bundle::default();
        for dataset in &datasets {
            bundle.dataset(context, dataset, &format!("data/{}/", dataset.name));
        }
        bundle.licenses(context, licenses);
        let page = PageId::Plan(plan.id.clone());
        bundle.citation(&view::plan::citation(&standing(context, &page, portal.languages.default()), plan));
        for lang in portal.languages.iter() {
            let at = standing(context, &page, lang);
            let about = About {
                title: at.plan_title(plan).text,
                description: String::new(),
                issuer: plan.issuer.as_ref().map(|issuer| at.agency(issuer).text).unwrap_or_default(),
                publisher: publisher(&at).text,
                page: context.routes.absolute(context.routes.page(&page, lang)),
                licenses,
                datasets: &datasets,
                citation: view::plan::citation(&at, plan).text().to_owned(),
            };
            bundle.text(format!("README.{lang}.md"), readme_of_collection(context, &about, lang));
        }
        bundle.write(context, out)
    }
}
