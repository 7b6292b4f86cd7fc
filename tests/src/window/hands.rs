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

/// Where a handle of a highlight is held, and where the hand must be for its edge to be at the phrase's end.
const HANDLE_TO: &str = "
    const [css, phrase] = arguments;
    const box = document.querySelector(css).getBoundingClientRect();
    const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(phrase);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + phrase.length);
        const rects = range.getClientRects();
        const last = rects[rects.length - 1];
        const held = [box.left + box.width / 2, box.bottom - 5];
        const line = box.top + (box.height - 10) / 2;
        return [...held, last.right, held[1] + last.top + last.height / 2 - line];
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
        // Brought into sight first, as a person does: at the edge of a panel its bar may lie over it.
        let script = "
            const all = [...document.querySelectorAll(arguments[0])];
            const at = all.findIndex((element) => element.textContent.includes(arguments[1]));
            all[at]?.scrollIntoView({ block: 'center', behavior: 'instant' });
            return at + 1;";
        let place =
            self.until(&format!("'{css}' with '{words}'"), script, &[css.into(), words.into()]);
        let index = place.as_u64().unwrap_or(1) as usize - 1;
        let elements = self.wait(self.client.find_all(fantoccini::Locator::Css(css)));
        self.wait(elements[index].click());
    }

    /// Selects a phrase of the article: presses the mouse at its start, moves, releases at its end.
    pub fn select(&self, phrase: &str) {
        self.select_between(phrase, phrase);
        let selected = self.look("return getSelection().toString()", &[]);
        assert_eq!(selected, Value::from(phrase), "what the mouse selected");
    }

    /// Selects from the start of a phrase to the end of a later one that is in sight with it.
    pub fn select_between(&self, first: &str, last: &str) {
        let start = self.until(&format!("'{first}'"), FIND_PHRASE, &[first.into()]);
        let end = match first == last {
            true => start.clone(),
            false => {
                let look = FIND_PHRASE.replace("node.parentElement.scrollIntoView", "void ");
                self.until(&format!("'{last}'"), &look, &[last.into()])
            }
        };
        self.drag([number(&start, 0), number(&start, 1)], [number(&end, 2), number(&end, 3)]);
    }

    /// Clicks on the middle of a phrase of the article.
    pub fn click_on_phrase(&self, phrase: &str) {
        let place = self.until(&format!("'{phrase}'"), FIND_PHRASE, &[phrase.into()]);
        let at = [f64::midpoint(number(&place, 0), number(&place, 2)), number(&place, 1)];
        self.drag(at, at);
    }

    /// Drags the handle at an end of the highlight at hand to the end of a phrase in sight.
    pub fn drag_handle(&self, css: &str, phrase: &str) {
        self.find(css);
        let place = self.until(&format!("'{phrase}'"), HANDLE_TO, &[css.into(), phrase.into()]);
        self.drag([number(&place, 0), number(&place, 1)], [number(&place, 2), number(&place, 3)]);
    }

    /// Presses the mouse at one place, moves and releases it at another.
    fn drag(&self, [x, y]: [f64; 2], [to_x, to_y]: [f64; 2]) {
        let move_to = |x: f64, y: f64| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(50)),
            x: x.round(),
            y: y.round(),
        };
        let mouse = MouseActions::new("mouse".into())
            .then(move_to(x, y))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(move_to(f64::midpoint(x, to_x), f64::midpoint(y, to_y)))
            .then(move_to(to_x, to_y))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.wait(self.client.perform_actions(mouse));
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

fn number(values: &Value, index: usize) -> f64 {
    values[index].as_f64().expect("a place is four numbers")
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
        "Alt" => Key::Alt,
        "F7" => Key::F7,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Up" => Key::Up,
        "Down" => Key::Down,
        _ => panic!("no key is called '{key}'"),
    }
    .into()
}
