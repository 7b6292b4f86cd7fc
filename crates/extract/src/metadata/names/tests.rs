//! Tests of the names in bylines.

use super::*;
use SignerKind::{Account, Desk, Mononym, Person};

fn check(written: &str, names: &[&str]) {
    let found: Vec<String> = signers(written, true).into_iter().map(|signer| signer.name).collect();
    assert_eq!(found, names, "{written:?}");
}

#[test]
fn names_are_cut_out_of_bylines() {
    check("By Ada Reyes and Bo Lind", &["Ada Reyes", "Bo Lind"]);
    check("Par Ada Reyes | 3 mars", &["Ada Reyes"]);
    check("https://herald.example/ada", &[]);
    check("ada@herald.example", &[]);
    check("@adareyes", &[]);
    check("Ada Reyes y Soto", &["Ada Reyes y Soto"]);
    check("Ada Reyes, Bo Lind & Cy Dahl", &["Ada Reyes", "Bo Lind", "Cy Dahl"]);
    check("Ada Reyes, Bo Lind, and Cy Dahl", &["Ada Reyes", "Bo Lind", "Cy Dahl"]);
    check("ADA REYES/Bo Lind", &["ADA REYES", "Bo Lind"]);
    check("Ada Reyes\nund\nBo Lind", &["Ada Reyes", "Bo Lind"]);
    check("Von Ada Reyes, Berlin", &["Ada Reyes"]);
    check("~ Ada Reyes", &["Ada Reyes"]);
    check("作者：王小明", &["王小明"]);
}

#[test]
fn roles_are_cut() {
    check("Political editor Ada Reyes", &["Ada Reyes"]);
    check("Ada Reyes, Reuters correspondent", &["Ada Reyes"]);
    check("Ada Reyes\nSenior Politics Editor", &["Ada Reyes"]);
    check("Ada Reyes Senior Politics Editor", &["Ada Reyes"]);
    check("Ada Reyes Redakteurin", &["Ada Reyes"]);
    check("Ada Reyes\nStaff Writer", &["Ada Reyes"]);
    check("Ada Reyes (are)", &["Ada Reyes"]);
    check("Ada Reyes, MD", &["Ada Reyes"]);
}

#[test]
fn elements_are_apart() {
    check("By\nAda Reyes\nStaff Writer", &["Ada Reyes"]);
    check("Ada\nReyes", &["Ada Reyes"]);
    check("Author\nAda Reyes\nTwitter\nFacebook", &["Ada Reyes"]);
    check("Ada Reyes\n3 March 2024", &["Ada Reyes"]);
}

#[test]
fn who_made_the_picture_does_not_sign() {
    check("Foto: Ada Reyes", &[]);
    check("Ada Reyes\nFoto:\nBo Lind", &["Ada Reyes"]);
    check("Ada Reyes\nReviewed by Bo Lind", &["Ada Reyes"]);
    check("By\nAda Reyes, DVM\n. Reviewed by\nBo Lind", &["Ada Reyes"]);
}

#[test]
fn a_library_writes_the_last_name_first() {
    check("Reyes, Ada", &["Ada Reyes"]);
    check("Reyes, Ada T.", &["Ada T. Reyes"]);
}

#[test]
fn particles_belong_to_names() {
    check("Von Drehle", &["Von Drehle"]);
    check("Ursula von der Leyen", &["Ursula von der Leyen"]);
    check("Di Pietro", &["Di Pietro"]);
}

#[test]
fn a_name_tells_what_it_is() {
    let kind = |name: &str| signers(name, false).first().map(|signer| signer.kind);
    assert_eq!(kind("Ada Reyes"), Some(Person));
    assert_eq!(kind("王小明"), Some(Person));
    assert_eq!(kind("SDA"), Some(Mononym));
    assert_eq!(kind("dpa"), Some(Mononym));
    assert_eq!(kind("Herald staff reporter"), Some(Desk));
    assert_eq!(kind("Staff Writer"), Some(Desk));
    assert_eq!(kind("BR24 Redaktion"), Some(Desk));
    assert_eq!(kind("Online-Redaktion"), Some(Desk));
    assert_eq!(kind("The Associated Press"), Some(Desk));
    assert_eq!(kind("ada.reyes"), Some(Account));
    assert_eq!(kind("admin"), None);
    assert_eq!(kind("No author"), None);
}

#[test]
fn an_agency_that_machines_are_told_signs() {
    let told: Vec<String> =
        signers("Ada Reyes, dpa, MD", false).into_iter().map(|signer| signer.name).collect();
    assert_eq!(told, ["Ada Reyes", "dpa"]);
    check("Ada Reyes, dpa", &["Ada Reyes"]);
}

#[test]
fn a_biography_is_no_name() {
    check("Ada Reyes writes about bridges and has done so for twenty years.", &[]);
}

#[test]
fn an_employer_behind_a_name_is_none() {
    check("Ada Reyes\nHBC Wales", &["Ada Reyes"]);
    check("Ada Reyes, HBC Wales", &["Ada Reyes"]);
    check("JEAN LEFORT\nADA REYES", &["JEAN LEFORT", "ADA REYES"]);
}
