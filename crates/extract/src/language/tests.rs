//! One short piece of news in many languages: each must be told by its words alone.

use super::*;

const FRENCH: &str = "Le conseil municipal a décidé lundi de rouvrir le vieux port aux \
    pêcheurs, après deux années de travaux et bien des disputes entre les habitants.";

/// Our own sentences, near a hundred letters each.
const NEWS: [(&str, &str); 62] = [
    ("en", "The town council voted on Monday to close the old bridge after years of debate."),
    ("de", "Der Stadtrat hat am Montag beschlossen, die alte Brücke nach Jahren zu schließen."),
    (
        "fr",
        "Le conseil municipal a décidé lundi de fermer le vieux pont après des années de débat.",
    ),
    ("es", "El ayuntamiento decidió el lunes cerrar el viejo puente después de años de debate."),
    (
        "it",
        "Il consiglio comunale ha deciso lunedì di chiudere il vecchio ponte dopo anni di liti.",
    ),
    (
        "pt",
        "A câmara municipal decidiu na segunda-feira fechar a velha ponte depois de muitos anos.",
    ),
    ("nl", "De gemeenteraad heeft maandag besloten de oude brug na jaren van overleg te sluiten."),
    ("sv", "Kommunen beslutade på måndagen att stänga den gamla bron efter många års debatt."),
    ("nb", "Kommunestyret vedtok mandag å stenge den gamle brua etter mange års debatt i byen."),
    (
        "nn",
        "Kommunestyret vedtok måndag å stengje den gamle brua etter mange års strid, men ikkje no.",
    ),
    ("da", "Byrådet besluttede mandag at lukke den gamle bro efter mange års debat i byen."),
    (
        "fi",
        "Kaupunginvaltuusto päätti maanantaina sulkea vanhan sillan, josta on kiistelty vuosia.",
    ),
    ("is", "Bæjarstjórnin ákvað á mánudag að loka gömlu brúnni eftir margra ára deilur í bænum."),
    ("pl", "Rada miasta zdecydowała w poniedziałek o zamknięciu starego mostu po latach sporów."),
    ("cs", "Zastupitelstvo v pondělí rozhodlo, že starý most bude po letech sporů uzavřen."),
    ("sk", "Zastupiteľstvo v pondelok rozhodlo, že starý most bude po rokoch sporov zatvorený."),
    ("sl", "Mestni svet je v ponedeljek sklenil, da bodo stari most po letih prepirov zaprli."),
    ("hr", "Gradsko vijeće odlučilo je u ponedjeljak zatvoriti stari most nakon godina rasprave."),
    (
        "sr",
        "Gradsko veće je u ponedeljak odlučilo da posle više godina rasprave zatvori stari most.",
    ),
    (
        "sr",
        "Градско веће је у понедељак одлучило да после више година расправе затвори стари мост.",
    ),
    ("hu", "A városi tanács hétfőn úgy döntött, hogy évek vitája után bezárja a régi hidat."),
    ("ro", "Consiliul local a decis luni să închidă podul vechi după ani de dezbateri în oraș."),
    (
        "tr",
        "Belediye meclisi, yıllar süren tartışmadan sonra eski köprünün kapatılmasına karar verdi.",
    ),
    (
        "az",
        "Bələdiyyə şurası illərlə davam edən mübahisədən sonra köhnə körpünü bağlamağa qərar verdi.",
    ),
    ("uz", "Shahar kengashi ko‘p yillik bahsdan keyin eski ko‘prikni yopish haqida qaror qildi."),
    ("et", "Linnavolikogu otsustas esmaspäeval, et vana sild suletakse pärast aastaid vaidlusi."),
    (
        "lv",
        "Pilsētas dome pirmdien nolēma pēc gadiem ilgām debatēm slēgt veco tiltu, kas ir bīstams.",
    ),
    (
        "lt",
        "Miesto taryba pirmadienį nusprendė po ilgų metų ginčų uždaryti senąjį tiltą, nes jis yra pavojingas.",
    ),
    (
        "ca",
        "L'ajuntament va decidir dilluns tancar el pont vell després d'anys de debat amb els veïns.",
    ),
    (
        "gl",
        "O concello decidiu o luns pechar a ponte vella despois de moitos anos de debate cos veciños.",
    ),
    (
        "eu",
        "Udalak astelehenean erabaki zuen zubi zaharra ixtea, urte askotako eztabaidaren ondoren.",
    ),
    (
        "ga",
        "Shocraigh comhairle an bhaile Dé Luain an seandroichead a dhúnadh tar éis blianta fada.",
    ),
    ("cy", "Penderfynodd cyngor y dref ddydd Llun gau'r hen bont ar ôl blynyddoedd o ddadlau."),
    ("sq", "Këshilli i qytetit vendosi të hënën të mbyllë urën e vjetër pas shumë vitesh debati."),
    ("af", "Die stadsraad het Maandag besluit om die ou brug ná jare van debat te sluit."),
    (
        "id",
        "Dewan kota pada hari Senin memutuskan bahwa jembatan tua itu akan ditutup karena sudah rapuh.",
    ),
    (
        "ms",
        "Majlis bandar memutuskan pada Isnin bahawa jambatan lama itu ditutup kerana sudah usang.",
    ),
    (
        "tl",
        "Nagpasya ang konseho ng bayan noong Lunes na isara ang lumang tulay matapos ang mga taon.",
    ),
    (
        "vi",
        "Hội đồng thành phố hôm thứ Hai đã quyết định đóng cửa cây cầu cũ sau nhiều năm tranh cãi.",
    ),
    (
        "sw",
        "Baraza la mji liliamua siku ya Jumatatu kufunga daraja la zamani baada ya miaka mingi.",
    ),
    (
        "so",
        "Golaha magaalada ayaa Isniintii go'aansaday in la xiro buundadii hore ka dib sannado badan.",
    ),
    ("ha", "Majalisar garin ta yanke shawara a ranar Litinin cewa za a rufe tsohuwar gadar."),
    ("yo", "Ìgbìmọ̀ ìlú náà pinnu ní ọjọ́ Ajé láti ti afárá àtijọ́ náà lẹ́yìn ọ̀pọ̀ ọdún."),
    (
        "zu",
        "Umkhandlu wedolobha unqume ngoMsombuluko ukuthi ibhuloho elidala livalwe ngoba seliyingozi.",
    ),
    ("ru", "Городской совет в понедельник решил закрыть старый мост после многолетних споров."),
    ("uk", "Міська рада в понеділок вирішила закрити старий міст після багаторічних суперечок."),
    ("be", "Гарадскі савет у панядзелак вырашыў закрыць стары мост пасля шматгадовых спрэчак."),
    ("bg", "Общинският съвет реши в понеделник да затвори стария мост след години на спорове."),
    ("mk", "Градскиот совет во понеделникот одлучи да го затвори стариот мост по години расправа."),
    (
        "kk",
        "Қалалық кеңес дүйсенбі күні көп жылғы дау-дамайдан кейін ескі көпірді жабу туралы шешім қабылдады.",
    ),
    ("ar", "قرر مجلس المدينة يوم الاثنين إغلاق الجسر القديم بعد سنوات من الجدل بين السكان."),
    ("fa", "شورای شهر روز دوشنبه تصمیم گرفت که پل قدیمی را پس از سال‌ها بحث ببندد."),
    ("ur", "شہر کی کونسل نے پیر کو برسوں کی بحث کے بعد پرانا پل بند کرنے کا فیصلہ کیا ہے۔"),
    ("ps", "د ښار شورا د دوشنبې په ورځ پرېکړه وکړه چې زوړ پل به له کلونو بحث وروسته وتړل شي."),
    ("hi", "नगर परिषद ने सोमवार को फैसला किया कि पुराना पुल वर्षों की बहस के बाद बंद होगा।"),
    ("mr", "नगर परिषदेने सोमवारी जुना पूल बंद करण्याचा निर्णय घेतला आहे, असे त्यांनी सांगितले."),
    ("ne", "नगर परिषद्ले सोमबार पुरानो पुल बन्द गर्ने निर्णय गरेको छ, जुन वर्षौंदेखि विवादमा थियो।"),
    ("he", "מועצת העיר החליטה ביום שני לסגור את הגשר הישן אחרי שנים של ויכוחים."),
    ("el", "Το δημοτικό συμβούλιο αποφάσισε τη Δευτέρα να κλείσει την παλιά γέφυρα."),
    ("ja", "市議会は月曜日、長年の議論の末に古い橋を閉鎖することを決めた。"),
    ("zh", "市议会星期一决定，经过多年争论之后关闭那座旧桥。"),
    ("ko", "시의회는 월요일에 오랜 논쟁 끝에 낡은 다리를 폐쇄하기로 결정했다."),
];

#[test]
fn a_sentence_of_news_is_told_by_its_words() {
    let wrong: Vec<String> = NEWS
        .iter()
        .map(|(code, text)| (code, text, detect(text, None).code))
        .filter(|(code, _, found)| found.as_deref() != Some(code))
        .map(|(code, text, found)| format!("{code} taken for {found:?}: {text}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_wrong_declaration_is_overruled_by_a_sentence() {
    for (code, text) in NEWS.iter().filter(|(code, _)| !["en", "nn", "pt"].contains(code)) {
        assert_eq!(detect(text, Some("en-US")).code.as_deref(), Some(*code), "{text}");
    }
}

#[test]
fn a_short_english_text_is_not_french() {
    let text = "Police closed Route 9 near Lyon Avenue after a tanker overturned, officials said.";
    assert_eq!(detect(text, None).code.as_deref(), Some("en"));
}

#[test]
fn long_words_are_believed_over_a_wrong_declaration() {
    let language = detect(FRENCH, Some("en-US"));
    assert_eq!(language.code.as_deref(), Some("fr"));
    assert_eq!(language.declared.as_deref(), Some("en-US"));
    assert!(language.confidence > 0.8);
}

#[test]
fn a_short_text_is_what_the_page_declares() {
    assert_eq!(detect("Le port", Some("pt-BR")).code.as_deref(), Some("pt"));
    assert_eq!(detect("", Some("de")).code.as_deref(), Some("de"));
}

#[test]
fn a_language_that_is_not_known_is_the_declared_one() {
    let breton = "Divizet eo bet gant ar c'huzul-kêr serriñ ar pont kozh.";
    assert_eq!(detect(breton, Some("br")).code.as_deref(), Some("br"));
}

#[test]
fn nothing_tells_nothing() {
    for text in ["", "  ", "2021", "!!"] {
        assert_eq!(detect(text, None).code, None, "{text:?}");
    }
    assert_eq!(detect("", Some("und")).code, None);
    assert_eq!(detect("", Some("%lang%")).code, None);
}

#[test]
fn near_languages_are_as_declared() {
    let norwegian = "Kommunestyret vedtok mandag å åpne den gamle havnen for fiskerne igjen, \
        etter to år med arbeid og mange diskusjoner mellom innbyggerne i byen.";
    assert_eq!(detect(norwegian, Some("nb")).code.as_deref(), Some("nb"));
    assert_eq!(detect(norwegian, Some("no")).code.as_deref(), Some("nb"));
    let bosnian = "Gradsko vijeće odlučilo je u ponedjeljak zatvoriti stari most.";
    assert_eq!(detect(bosnian, Some("bs")).code.as_deref(), Some("bs"));
}

#[test]
fn a_block_is_in_the_article_s_language_unless_it_plainly_is_not() {
    let english = Language { code: Some("en".into()), confidence: 1.0, declared: None };
    let code = |text, declared| detect_block(text, declared, &english).code;
    assert_eq!(code(FRENCH, None).as_deref(), Some("fr"));
    assert_eq!(code("Goals: Müller 12, da Silva 45, de la Cruz 78", None).as_deref(), Some("en"));
    assert_eq!(code("Le port", Some("fr")).as_deref(), Some("fr"));
    assert_eq!(code("市议会星期一决定关闭那座旧桥。", None).as_deref(), Some("zh"));
}

#[test]
fn a_sample_is_cut_between_characters() {
    for len in 0..40 {
        let text = "é漢😀".repeat(20);
        assert!(sample(&text, len).len() <= len + 3);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_has_at_most_one_language(text in ".{0,300}", declared in ".{0,6}") {
        let language = detect(&text, Some(&declared));
        proptest::prop_assert!((0.0..=1.0).contains(&language.confidence));
    }
}
