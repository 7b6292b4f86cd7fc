//! A small article around a note whose page is not there: headline and paragraphs in the note's
//! language. It must not know what is measured.

use super::records::Record;
use std::fmt::Write;

/// Two sentences of an article, by language; English where there are none.
const SENTENCES: [(&str, &str, &str); 17] = [
    (
        "en",
        "The council closed the old bridge on the river and nobody knows when it will open again.",
        "The people of the town said that they would have to walk to the other side of the harbour.",
    ),
    (
        "cs",
        "Městská rada uzavřela starý most přes řeku a nikdo neví, kdy se znovu otevře.",
        "Obyvatelé města řekli, že budou muset chodit na druhou stranu přístavu pěšky.",
    ),
    (
        "de",
        "Der Stadtrat hat die alte Brücke über den Fluss gesperrt, und niemand weiß, wann sie wieder öffnet.",
        "Die Leute in der Stadt sagten, dass sie nun zu Fuß auf die andere Seite des Hafens müssen.",
    ),
    (
        "es",
        "El ayuntamiento cerró el viejo puente sobre el río y nadie sabe cuándo volverá a abrir.",
        "Los vecinos de la ciudad dijeron que tendrán que ir a pie al otro lado del puerto.",
    ),
    (
        "fi",
        "Kaupunki sulki vanhan sillan joen yli, eikä kukaan tiedä, milloin se taas avataan.",
        "Kaupungin asukkaat sanoivat, että heidän on nyt käveltävä sataman toiselle puolelle.",
    ),
    (
        "fr",
        "La mairie a fermé le vieux pont sur la rivière et personne ne sait quand il rouvrira.",
        "Les habitants de la ville ont dit qu’ils devraient aller à pied de l’autre côté du port.",
    ),
    (
        "id",
        "Pemerintah kota menutup jembatan tua di atas sungai itu dan tidak ada yang tahu kapan akan dibuka.",
        "Warga kota mengatakan bahwa mereka harus berjalan kaki ke sisi lain pelabuhan.",
    ),
    (
        "it",
        "Il comune ha chiuso il vecchio ponte sul fiume e nessuno sa quando sarà riaperto.",
        "Gli abitanti della città hanno detto che dovranno andare a piedi dall’altra parte del porto.",
    ),
    (
        "ja",
        "市は川にかかる古い橋を閉鎖した。いつ再び通れるようになるかは誰にも分からない。",
        "住民は、これからは港の反対側まで歩いて行かなければならないと話している。",
    ),
    (
        "ko",
        "시는 강 위의 오래된 다리를 폐쇄했으며 언제 다시 열릴지는 아무도 모른다.",
        "주민들은 이제 항구 반대편까지 걸어가야 한다고 말했다.",
    ),
    (
        "pl",
        "Rada miasta zamknęła stary most na rzece i nikt nie wie, kiedy zostanie znowu otwarty.",
        "Mieszkańcy miasta powiedzieli, że będą musieli chodzić pieszo na drugą stronę portu.",
    ),
    (
        "pt",
        "A prefeitura fechou a velha ponte sobre o rio e ninguém sabe quando ela vai reabrir.",
        "Os moradores da cidade disseram que terão de ir a pé até o outro lado do porto.",
    ),
    (
        "ru",
        "Город закрыл старый мост через реку, и никто не знает, когда он снова откроется.",
        "Жители города сказали, что теперь им придётся ходить пешком на другую сторону порта.",
    ),
    (
        "sv",
        "Staden har stängt den gamla bron över ån och ingen vet när den öppnar igen.",
        "Invånarna i staden sade att de nu måste gå till andra sidan av hamnen.",
    ),
    (
        "tr",
        "Belediye nehrin üzerindeki eski köprüyü kapattı ve ne zaman açılacağını kimse bilmiyor.",
        "Şehrin sakinleri limanın öbür tarafına yürümek zorunda kalacaklarını söyledi.",
    ),
    (
        "uk",
        "Місто закрило старий міст через річку, і ніхто не знає, коли він знову відкриється.",
        "Мешканці міста сказали, що тепер їм доведеться ходити пішки на інший бік порту.",
    ),
    (
        "zh",
        "市政府关闭了河上的旧桥，没有人知道它什么时候会重新开放。",
        "城里的居民说，他们现在不得不步行到港口的另一边。",
    ),
];

/// Returns a page with the record's words as a paragraph between others.
pub(super) fn around(record: &Record) -> String {
    let (_, first, second) =
        SENTENCES.iter().find(|(language, ..)| *language == record.lang).unwrap_or(&SENTENCES[0]);
    let language = &record.lang;
    let mut page = format!("<!doctype html><html lang={language}><meta charset=utf-8>");
    if let Some(published) = &record.published {
        let published = escaped(published);
        let _ = write!(page, "<meta property=article:published_time content=\"{published}\">");
    }
    let _ = write!(page, "<title>{first}</title><article><h1>{first}</h1>");
    for sentences in [format!("{first} {second}"), format!("{second} {first}")] {
        let _ = write!(page, "<p>{sentences} {sentences}</p>");
    }
    let _ = write!(page, "<p>{}</p>", escaped(&record.words));
    let _ = write!(page, "<p>{second} {first} {second}</p></article>");
    page
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
