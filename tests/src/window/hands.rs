//! Hands: the mouse and the keyboard, moved as a person moves them.

use super::Window;
use fantoccini::{
    actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    key::Key,
};
use serde_json::{Value, json};
use std::time::Duration;

/// Finds a phrase in the article, scrolls it into sight, and returns where it begins and ends.
const FIND_PHRASE: &str = "
    const [phrase] = arguments;
    const article = document.querySelector('article');
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(phrase);
        if (at < 0) continue;
        node.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + phrase.length);
        const rects = range.getClientRects();
        const first = rects[0];
        const last = rects[rects.length - 1];
        return [
            first.left, first.top + first.height / 2,
            last.right, last.top + last.height / 2,
        ];
    }
    return null;";

impl Window {
    /// Clicks the first element that matches the CSS selector.
    pub fn click(&self, css: &str) {
        let element = self.find(css);
        self.wait(element.click());
    }

    /// Clicks the element that matches and shows the words.
    pub fn click_on(&self, css: &str, words: &str) {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .findIndex((element) => element.textContent.includes(arguments[1])) + 1;";
        let place =
            self.until(&format!("'{css}' with '{words}'"), script, &[css.into(), words.into()]);
        let index = place.as_u64().unwrap_or(1) as usize - 1;
        let elements = self.wait(self.client.find_all(fantoccini::Locator::Css(css)));
        self.wait(elements[index].click());
    }

    /// Selects a phrase of the article: presses the mouse at its start, moves, releases at its end.
    pub fn select(&self, phrase: &str) {
        let place = self.until(&format!("'{phrase}'"), FIND_PHRASE, &[phrase.into()]);
        let at = |index: usize| place[index].as_f64().expect("a place is four numbers");
        let move_to = |x: f64, y: f64| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(50)),
            x: x.round(),
            y: y.round(),
        };
        let (x, y, to_x, to_y) = (at(0), at(1), at(2), at(3));
        let mouse = MouseActions::new("mouse".into())
            .then(move_to(x, y))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(move_to(f64::midpoint(x, to_x), f64::midpoint(y, to_y)))
            .then(move_to(to_x, to_y))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.wait(self.client.perform_actions(mouse));
        let selected = self.look("return getSelection().toString()", &[]);
        assert_eq!(selected, Value::from(phrase), "what the mouse selected");
    }

    /// Presses and releases a key, named as on the keyboard: `h`, `Enter`, `Control+Enter`.
    pub fn press(&self, keys: &str) {
        let keys: Vec<char> = keys.split('+').map(code).collect();
        let down = keys.iter().map(|value| KeyAction::Down { value: *value });
        let up = keys.iter().rev().map(|value| KeyAction::Up { value: *value });
        self.act(down.chain(up));
    }

    /// Types words into whatever has the focus.
    pub fn type_in(&self, words: &str) {
        self.act(words.chars().flat_map(|value| {
            let value = if value == '\n' { code("Enter") } else { value };
            [KeyAction::Down { value }, KeyAction::Up { value }]
        }));
    }

    /// Gives the page a paste as a person's `Ctrl+V` would.
    ///
    /// It is made by hand: a display without a screen has no clipboard that another program fills.
    pub fn paste(&self, text: &str, html: Option<&str>) {
        let script = "
            const [text, html] = arguments;
            const data = new DataTransfer();
            data.setData('text/plain', text);
            if (html !== null) data.setData('text/html', html);
            const paste = new ClipboardEvent('paste', {
                clipboardData: data, bubbles: true, cancelable: true,
            });
            (document.activeElement ?? document.body).dispatchEvent(paste);";
        self.look(script, &[json!(text), json!(html)]);
    }

    fn act(&self, actions: impl Iterator<Item = KeyAction>) {
        let keyboard = KeyActions::new("keyboard".into());
        let keyboard = actions.fold(keyboard, |keyboard, action| keyboard.then(action));
        self.wait(self.client.perform_actions(keyboard));
    }
}

fn code(key: &str) -> char {
    let mut letters = key.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return letter;
    }
    match key {
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Delete" => Key::Delete,
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Up" => Key::Up,
        "Down" => Key::Down,
        _ => panic!("no key is called '{key}'"),
    }
    .into()
}
