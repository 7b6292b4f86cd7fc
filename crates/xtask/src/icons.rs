//! Icons: every size made from `icons/palimpsest.svg`.
//!
//! `.ico` and `.icns` are envelopes around PNG files, so they need no other program.

use crate::{
    Result,
    commands::{root, run},
};
use std::{fs, path::Path, process::Command};

const SIZES: [u32; 4] = [32, 128, 256, 512];

/// Makes the PNG files and the two envelopes.
pub fn make() -> Result {
    let folder = root().join("icons");
    let mut pictures = Vec::new();
    for size in SIZES {
        let path = folder.join(format!("{size}.png"));
        let pixels = size.to_string();
        let mut convert = Command::new("rsvg-convert");
        convert.args(["--width", &pixels, "--height", &pixels, "--output"]);
        run(convert.arg(&path).arg(folder.join("palimpsest.svg")))?;
        pictures.push((size, read(&path)?));
    }
    let small: Vec<_> = pictures.iter().filter(|(size, _)| *size <= 256).collect();
    write(&folder.join("palimpsest.ico"), &ico(&small))?;
    write(&folder.join("palimpsest.icns"), &icns(&pictures))
}

/// Windows' envelope: a header, a 16-byte entry per picture, the pictures.
fn ico(pictures: &[&(u32, Vec<u8>)]) -> Vec<u8> {
    let mut file = vec![0, 0, 1, 0];
    file.extend((pictures.len() as u16).to_le_bytes());
    let mut offset = 6 + 16 * pictures.len() as u32;
    for (size, picture) in pictures {
        // 0 stands for 256.
        let side = (*size % 256) as u8;
        file.extend([side, side, 0, 0, 1, 0, 32, 0]);
        file.extend((picture.len() as u32).to_le_bytes());
        file.extend(offset.to_le_bytes());
        offset += picture.len() as u32;
    }
    for (_, picture) in pictures {
        file.extend_from_slice(picture);
    }
    file
}

/// macOS' envelope: a header, then each picture behind its size's name.
fn icns(pictures: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (size, picture) in pictures {
        let name = match size {
            128 => b"ic07",
            256 => b"ic08",
            512 => b"ic09",
            _ => continue,
        };
        body.extend(name);
        body.extend((picture.len() as u32 + 8).to_be_bytes());
        body.extend_from_slice(picture);
    }
    let mut file = b"icns".to_vec();
    file.extend((body.len() as u32 + 8).to_be_bytes());
    file.extend(body);
    file
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| format!("cannot read '{}': {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result {
    fs::write(path, bytes).map_err(|error| format!("cannot write '{}': {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn envelopes_point_at_their_pictures() {
        let (small, large) = ((32, vec![1; 5]), (256, vec![2; 7]));
        let file = ico(&[&small, &large]);
        assert_eq!(&file[..6], [0, 0, 1, 0, 2, 0]);
        assert_eq!((file[6], file[22]), (32, 0));
        let offset = u32::from_le_bytes(file[34..38].try_into().unwrap()) as usize;
        assert_eq!(&file[offset..], [2; 7]);

        let file = icns(&[small, large]);
        assert_eq!(u32::from_be_bytes(file[4..8].try_into().unwrap()) as usize, file.len());
        assert_eq!(&file[8..12], b"ic08");
    }
}
