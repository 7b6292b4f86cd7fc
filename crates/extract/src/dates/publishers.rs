//! Where a publisher is, and what time it is there: from the address, the page's words for its
//! language and place, and a table of countries. It must not know a publisher.

use super::meanings::Zone;
use chrono_tz::Tz;

/// The country of a publisher, and how it is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Publisher {
    /// ISO 3166-1, two small letters.
    pub country: String,
    /// The zone of the country, where it has one.
    pub zone: Option<Zone>,
    /// The evidence, in words for a reader.
    pub because: String,
}

/// Countries of one zone, or of one that their newspapers write by. Those with several are left out:
/// Australia, Brazil, Canada, Indonesia, Mexico, Russia, the United States and others.
const ZONES: &[(&str, &str)] = &[
    ("ad", "Europe/Andorra"),
    ("ae", "Asia/Dubai"),
    ("af", "Asia/Kabul"),
    ("al", "Europe/Tirane"),
    ("am", "Asia/Yerevan"),
    ("ao", "Africa/Luanda"),
    ("ar", "America/Argentina/Buenos_Aires"),
    ("at", "Europe/Vienna"),
    ("az", "Asia/Baku"),
    ("ba", "Europe/Sarajevo"),
    ("bd", "Asia/Dhaka"),
    ("be", "Europe/Brussels"),
    ("bf", "Africa/Ouagadougou"),
    ("bg", "Europe/Sofia"),
    ("bh", "Asia/Bahrain"),
    ("bj", "Africa/Porto-Novo"),
    ("bo", "America/La_Paz"),
    ("bw", "Africa/Gaborone"),
    ("by", "Europe/Minsk"),
    ("ch", "Europe/Zurich"),
    ("ci", "Africa/Abidjan"),
    ("cm", "Africa/Douala"),
    ("cn", "Asia/Shanghai"),
    ("cr", "America/Costa_Rica"),
    ("cu", "America/Havana"),
    ("cy", "Asia/Nicosia"),
    ("cz", "Europe/Prague"),
    ("de", "Europe/Berlin"),
    ("dk", "Europe/Copenhagen"),
    ("do", "America/Santo_Domingo"),
    ("dz", "Africa/Algiers"),
    ("ee", "Europe/Tallinn"),
    ("eg", "Africa/Cairo"),
    ("es", "Europe/Madrid"),
    ("et", "Africa/Addis_Ababa"),
    ("fi", "Europe/Helsinki"),
    ("fr", "Europe/Paris"),
    ("ge", "Asia/Tbilisi"),
    ("gh", "Africa/Accra"),
    ("gr", "Europe/Athens"),
    ("gt", "America/Guatemala"),
    ("hk", "Asia/Hong_Kong"),
    ("hn", "America/Tegucigalpa"),
    ("hr", "Europe/Zagreb"),
    ("hu", "Europe/Budapest"),
    ("ie", "Europe/Dublin"),
    ("il", "Asia/Jerusalem"),
    ("in", "Asia/Kolkata"),
    ("iq", "Asia/Baghdad"),
    ("ir", "Asia/Tehran"),
    ("is", "Atlantic/Reykjavik"),
    ("it", "Europe/Rome"),
    ("jm", "America/Jamaica"),
    ("jo", "Asia/Amman"),
    ("jp", "Asia/Tokyo"),
    ("ke", "Africa/Nairobi"),
    ("kg", "Asia/Bishkek"),
    ("kh", "Asia/Phnom_Penh"),
    ("kr", "Asia/Seoul"),
    ("kw", "Asia/Kuwait"),
    ("lb", "Asia/Beirut"),
    ("li", "Europe/Vaduz"),
    ("lk", "Asia/Colombo"),
    ("lt", "Europe/Vilnius"),
    ("lu", "Europe/Luxembourg"),
    ("lv", "Europe/Riga"),
    ("ma", "Africa/Casablanca"),
    ("mc", "Europe/Monaco"),
    ("md", "Europe/Chisinau"),
    ("mg", "Indian/Antananarivo"),
    ("mk", "Europe/Skopje"),
    ("ml", "Africa/Bamako"),
    ("mm", "Asia/Yangon"),
    ("mt", "Europe/Malta"),
    ("mu", "Indian/Mauritius"),
    ("mv", "Indian/Maldives"),
    ("mw", "Africa/Blantyre"),
    ("my", "Asia/Kuala_Lumpur"),
    ("mz", "Africa/Maputo"),
    ("na", "Africa/Windhoek"),
    ("ng", "Africa/Lagos"),
    ("ni", "America/Managua"),
    ("nl", "Europe/Amsterdam"),
    ("no", "Europe/Oslo"),
    ("np", "Asia/Kathmandu"),
    ("nz", "Pacific/Auckland"),
    ("om", "Asia/Muscat"),
    ("pa", "America/Panama"),
    ("pe", "America/Lima"),
    ("ph", "Asia/Manila"),
    ("pk", "Asia/Karachi"),
    ("pl", "Europe/Warsaw"),
    ("pt", "Europe/Lisbon"),
    ("py", "America/Asuncion"),
    ("qa", "Asia/Qatar"),
    ("ro", "Europe/Bucharest"),
    ("rs", "Europe/Belgrade"),
    ("rw", "Africa/Kigali"),
    ("sa", "Asia/Riyadh"),
    ("sd", "Africa/Khartoum"),
    ("se", "Europe/Stockholm"),
    ("sg", "Asia/Singapore"),
    ("si", "Europe/Ljubljana"),
    ("sk", "Europe/Bratislava"),
    ("sn", "Africa/Dakar"),
    ("sv", "America/El_Salvador"),
    ("th", "Asia/Bangkok"),
    ("tn", "Africa/Tunis"),
    ("tr", "Europe/Istanbul"),
    ("tt", "America/Port_of_Spain"),
    ("tw", "Asia/Taipei"),
    ("tz", "Africa/Dar_es_Salaam"),
    ("ua", "Europe/Kyiv"),
    ("ug", "Africa/Kampala"),
    ("uk", "Europe/London"),
    ("uy", "America/Montevideo"),
    ("uz", "Asia/Tashkent"),
    ("ve", "America/Caracas"),
    ("vn", "Asia/Ho_Chi_Minh"),
    ("ye", "Asia/Aden"),
    ("za", "Africa/Johannesburg"),
    ("zm", "Africa/Lusaka"),
    ("zw", "Africa/Harare"),
];

/// Abbreviations that mean another zone in a country than elsewhere.
const ABBREVIATIONS: &[(&str, &str, &str)] = &[
    ("ie", "IST", "Europe/Dublin"),
    ("il", "IST", "Asia/Jerusalem"),
    ("cn", "CST", "Asia/Shanghai"),
    ("tw", "CST", "Asia/Taipei"),
    ("cu", "CST", "America/Havana"),
    ("cu", "CDT", "America/Havana"),
    ("bd", "BST", "Asia/Dhaka"),
    ("ph", "PST", "Asia/Manila"),
    ("sa", "AST", "Asia/Riyadh"),
    ("kw", "AST", "Asia/Kuwait"),
    ("qa", "AST", "Asia/Qatar"),
    ("bh", "AST", "Asia/Bahrain"),
    ("iq", "AST", "Asia/Baghdad"),
    ("my", "MST", "Asia/Kuala_Lumpur"),
    ("au", "EST", "Australia/Sydney"),
    ("au", "EDT", "Australia/Sydney"),
    ("au", "CST", "Australia/Adelaide"),
    ("au", "WST", "Australia/Perth"),
];

/// Endings of addresses that are sold to the whole world and say nothing of a place.
const SOLD: &[&str] = &[
    "ai", "am", "ac", "ag", "as", "bz", "cc", "cd", "co", "dj", "fm", "gg", "gl", "im", "io", "is",
    "la", "li", "ly", "me", "ms", "mu", "nu", "pw", "sc", "sh", "st", "su", "tk", "to", "tv", "vc",
    "vg", "ws", "xyz",
];

/// Languages of many countries: which of them a page names after one says little of where it is.
const WIDESPREAD: &[&str] = &["ar", "en", "es", "fr", "pt"];

impl Publisher {
    /// Returns the publisher of a country.
    pub fn of_country(country: &str, because: String) -> Option<Publisher> {
        let country = match country.to_ascii_lowercase() {
            gb if gb == "gb" => "uk".to_owned(),
            other => other,
        };
        let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_lowercase());
        let named = ZONES.iter().find(|(code, _)| *code == country);
        let zone = named.and_then(|(_, zone)| zone.parse::<Tz>().ok()).map(Zone::Place);
        is_code.then_some(Publisher { country, zone, because })
    }

    /// Returns where a publisher is by the ending of its host, else the country of its postal
    /// address, else the region that the page names with its language.
    pub fn find<'t>(
        host: Option<&str>,
        address: Option<&str>,
        tags: impl Iterator<Item = &'t str>,
    ) -> Option<Publisher> {
        let ending = host.and_then(|host| host.trim_end_matches('.').rsplit('.').next());
        if let Some(ending) = ending.filter(|ending| ending.len() == 2)
            && !SOLD.contains(&ending)
        {
            return Publisher::of_country(ending, format!("the address ends with '.{ending}'"));
        }
        if let Some(country) = address.map(str::trim).filter(|country| country.len() == 2) {
            let because = format!("the publisher's address is in '{country}'");
            return Publisher::of_country(country, because);
        }
        for tag in tags {
            let mut parts = tag.trim().split(['-', '_']);
            let language = parts.next().unwrap_or_default().to_ascii_lowercase();
            let region = parts.find(|part| part.len() == 2);
            if let Some(region) = region.filter(|_| !WIDESPREAD.contains(&&*language)) {
                let because = format!("the page names its language '{}'", tag.trim());
                return Publisher::of_country(region, because);
            }
        }
        None
    }
}

/// Returns the zone that an abbreviation means in the publisher's country, where that is another
/// one than elsewhere.
pub(super) fn zone_named(name: &str, publisher: &Publisher) -> Option<Zone> {
    let is_it = |(country, abbreviation, _): &&(&str, &str, &str)| {
        *country == publisher.country && *abbreviation == name
    };
    let (.., zone) = ABBREVIATIONS.iter().find(is_it)?;
    zone.parse::<Tz>().ok().map(Zone::Place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_of_the_tables_is_known() {
        for zone in ZONES.iter().map(|(_, zone)| zone).chain(ABBREVIATIONS.iter().map(|it| &it.2)) {
            assert!(zone.parse::<Tz>().is_ok(), "{zone}");
        }
    }

    #[test]
    fn the_host_says_more_than_the_language() {
        let country = |host, address, tag: &'static str| {
            Publisher::find(host, address, [tag].into_iter()).map(|publisher| publisher.country)
        };
        let is = |code: &str| Some(code.to_owned());
        assert_eq!(country(Some("herald.co.uk"), Some("FR"), "de-AT"), is("uk"));
        assert_eq!(country(Some("herald.example"), Some("FR"), "de-AT"), is("fr"));
        assert_eq!(country(Some("herald.tv"), None, "de_AT"), is("at"));
        assert_eq!(country(Some("herald.com"), None, "zh-Hant-TW"), is("tw"));
        assert_eq!(country(Some("herald.com"), None, "en-GB"), None);
        assert_eq!(country(None, None, "de"), None);
    }

    #[test]
    fn a_country_of_many_zones_has_none() {
        let canada = Publisher::of_country("ca", String::new()).unwrap();
        assert_eq!(canada.zone, None);
        assert!(Publisher::of_country("GB", String::new()).unwrap().zone.is_some());
        assert_eq!(Publisher::of_country("France", String::new()), None);
    }
}
