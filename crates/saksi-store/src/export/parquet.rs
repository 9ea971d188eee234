//! One statement a row in columns, for data frames: the columns of the CSV form, cells as they are, unknown left out.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::csv::{HEAD, cells};
use super::{Exported, Wanted};
use crate::error::Result;
use crate::ledger::Ledger;
use crate::row::Row;

/// The column that holds a number.
const CONFIDENCE: &str = "confidence";
/// Rows written together: a reader takes them in one by one, so that neither side holds a whole ledger.
const GROUP: usize = 16_384;

/// Writes the ledger as Parquet. The inner error is that of `out`: the file is then cut and cannot be read.
pub fn parquet(
    ledger: &Ledger,
    wanted: &Wanted,
    out: impl Write + Send,
) -> Result<std::result::Result<(), std::io::Error>> {
    let card = ledger.wanted_claim(wanted)?;
    let mut table = match Table::new(out) {
        Ok(table) => table,
        Err(error) => return Ok(Err(std::io::Error::other(error))),
    };
    let mut written = Ok(());
    ledger.exported(card.as_ref(), &mut |article: Exported| {
        written = table.push(article.rows);
        written.is_ok()
    })?;
    Ok(written.and_then(|()| table.close()).map_err(|error| match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(inner) => *inner,
            Err(inner) => std::io::Error::other(inner),
        },
        other => std::io::Error::other(other),
    }))
}

struct Table<W: Write + Send> {
    file: SerializedFileWriter<W>,
    rows: Vec<Row>,
}

impl<W: Write + Send> Table<W> {
    fn new(out: W) -> std::result::Result<Self, ParquetError> {
        let column = |name: &&str| {
            let builder = if *name == CONFIDENCE {
                Type::primitive_type_builder(name, Physical::DOUBLE)
            } else {
                Type::primitive_type_builder(name, Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String))
            };
            Ok(Arc::new(builder.with_repetition(Repetition::OPTIONAL).build()?))
        };
        let columns = HEAD.iter().map(column).collect::<std::result::Result<_, ParquetError>>()?;
        let schema = Type::group_type_builder("statement").with_fields(columns).build()?;
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        Ok(Self { file: SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?, rows: Vec::new() })
    }

    fn push(&mut self, rows: Vec<Row>) -> std::result::Result<(), ParquetError> {
        self.rows.extend(rows);
        if self.rows.len() < GROUP { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> std::result::Result<(), ParquetError> {
        let rows: Vec<[String; HEAD.len()]> = self.rows.drain(..).map(|row| cells(&row)).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            let known: Vec<&str> = rows.iter().map(|row| row[at].as_str()).filter(|cell| !cell.is_empty()).collect();
            let levels: Vec<i16> = rows.iter().map(|row| i16::from(!row[at].is_empty())).collect();
            write(&mut column, HEAD[at], &known, &levels)?;
            column.close()?;
            at += 1;
        }
        group.close()?;
        Ok(())
    }

    fn close(mut self) -> std::result::Result<(), ParquetError> {
        self.flush()?;
        self.file.close()?;
        Ok(())
    }
}

fn write(
    column: &mut SerializedColumnWriter<'_>,
    name: &str,
    known: &[&str],
    levels: &[i16],
) -> std::result::Result<(), ParquetError> {
    if name == CONFIDENCE {
        let numbers: Vec<f64> = known.iter().map(|cell| cell.parse().unwrap_or(f64::NAN)).collect();
        column.typed::<DoubleType>().write_batch(&numbers, Some(levels), None)?;
    } else {
        let words: Vec<ByteArray> = known.iter().map(|cell| ByteArray::from(*cell)).collect();
        column.typed::<ByteArrayType>().write_batch(&words, Some(levels), None)?;
    }
    Ok(())
}
