//! JavaScript values as serde sees them.
//!
//! Written here because the usual crate's errors describe any value, floating point numbers
//! included: that formatting alone weighs more than the pages of this app. Only what the API's
//! answers need is supported: objects with known members, lists, texts, numbers, null.

use std::fmt::{self, Display};

use js_sys::{Array, Reflect};
use serde::{
    Deserializer,
    de::{
        self, DeserializeOwned, Expected, IntoDeserializer, Unexpected, Visitor,
        value::{MapDeserializer, SeqDeserializer, StringDeserializer},
    },
    forward_to_deserialize_any,
};
use wasm_bindgen::JsValue;

/// The largest number up to which all whole numbers are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads `value`.
///
/// # Errors
/// What does not fit, as a sentence.
pub fn decode<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    T::deserialize(Value(value)).map_err(|Mismatch(reason)| reason)
}

struct Value(JsValue);

#[derive(Debug)]
struct Mismatch(String);

fn expected(expected: &dyn Expected) -> Mismatch {
    Mismatch(format!("it is not {expected}"))
}

fn member(problem: &str, name: &str) -> Mismatch {
    Mismatch(format!("{problem} {name}"))
}

impl<'de> Deserializer<'de> for Value {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let Self(value) = self;
        if value.is_null() || value.is_undefined() {
            visitor.visit_unit()
        } else if let Some(text) = value.as_string() {
            visitor.visit_string(text)
        } else if let Some(number) = value.as_f64() {
            visit_number(number, visitor)
        } else if let Some(truth) = value.as_bool() {
            visitor.visit_bool(truth)
        } else if Array::is_array(&value) {
            let values = Array::from(&value);
            visitor.visit_seq(SeqDeserializer::new(values.iter().map(Value)))
        } else {
            Err(expected(&visitor))
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        if !self.0.is_object() || Array::is_array(&self.0) {
            return Err(expected(&visitor));
        }
        let members = fields.iter().filter_map(|name| {
            let member = Reflect::get(&self.0, &(*name).into()).ok()?;
            (!member.is_undefined()).then_some((*name, Value(member)))
        });
        visitor.visit_map(MapDeserializer::new(members))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match self.0.as_string() {
            Some(word) => visitor.visit_enum(StringDeserializer::new(word)),
            None => Err(expected(&visitor)),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

fn visit_number<'de, V: Visitor<'de>>(number: f64, visitor: V) -> Result<V::Value, Mismatch> {
    if number.trunc() != number || number.abs() > EXACT {
        return visitor.visit_f64(number);
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole and exact")]
    let whole = number as i64;
    match u64::try_from(whole) {
        Ok(whole) => visitor.visit_u64(whole),
        Err(_) => visitor.visit_i64(whole),
    }
}

impl IntoDeserializer<'_, Mismatch> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(_found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        expected(wanted)
    }

    fn invalid_value(_found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        expected(wanted)
    }

    fn invalid_length(_length: usize, wanted: &dyn Expected) -> Self {
        expected(wanted)
    }

    fn unknown_variant(found: &str, _wanted: &'static [&'static str]) -> Self {
        member("there is no", found)
    }

    fn unknown_field(found: &str, _wanted: &'static [&'static str]) -> Self {
        member("there is no", found)
    }

    fn missing_field(name: &'static str) -> Self {
        member("it lacks", name)
    }

    fn duplicate_field(name: &'static str) -> Self {
        member("it has more than one", name)
    }
}
