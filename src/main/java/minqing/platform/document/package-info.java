/**
 * Documents out and in: the annexes of the source as .docx, .xlsx and .pdf, lists, and files that offices have filled in.
 * It knows no other feature.
 *
 * <h2>Out</h2>
 *
 * <p>A feature fills in the view model of its annex ({@link minqing.platform.document.PairingTable} 1, {@link
 * minqing.platform.document.LabourRecord} 2, {@link minqing.platform.document.ReceptionRecord} 3, {@link
 * minqing.platform.document.ProblemRecord} 4, {@link minqing.platform.document.ForumRecord} 5, {@link
 * minqing.platform.document.SummaryTable} 6, {@link minqing.platform.document.DiaryRecord}, or any {@link
 * minqing.platform.document.ListTable}), masked for its reader, and has it written:
 *
 * <pre>{@code
 * var labour = new LabourRecord(leader.name(), unitAndPosition, Occasion.on(day), place, account, remarks);
 * OutputOptions options = OutputOptions.at(clock.instant());            // .markedFor(reader, today) where unmasked
 * DocumentFile one = documents.file(documents.title(Register.LABOUR), List.of(labour), Format.PDF, options);
 * return ResponseEntity.ok()
 *         .header("Content-Type", one.mediaType())
 *         .header("Content-Disposition", one.contentDisposition())
 *         .body(one.content());
 *
 * documents.file(name, List.of(first, second), Format.DOCX, options);  // one per page
 * ListTable list = documents.register(Register.LABOUR, records);       // the register in the annex's columns
 * documents.write(list, Format.XLSX, options, response.getOutputStream());
 * }</pre>
 *
 * <p>{@code AnnexLayouts} lays out each annex once; three writers put that on paper. Titles, columns and notes stand in {@code
 * messages/document.properties}. Line breaks are kept, characters that XML forbids are left out, and a PDF shows a
 * character that its typefaces lack by its code, never as an empty box.
 *
 * <h2>In</h2>
 *
 * <p>A feature says which columns a file has and gets rows with values and the faults of cells; what it finds itself it
 * adds in the same words, and all of them end the import together:
 *
 * <pre>{@code
 * var columns = new ImportColumns(title, List.of(
 *         ImportColumn.text("name", documents.columnTitle(Register.LABOUR, "name"), 20),
 *         ImportColumn.date("time", documents.columnTitle(Register.LABOUR, "time")),
 *         ImportColumn.text("remarks", documents.columnTitle(Register.LABOUR, "remarks"), 500).optional()), List.of());
 * imports.template(columns, options);                                  // to download
 *
 * ImportedSheet sheet = imports.read(upload.getInputStream(), columns);
 * List<FieldFault> found = new ArrayList<>();
 * for (ImportedRow row : sheet.rows()) {
 *     if (!row.text("name").isEmpty() && leader(row.text("name")).isEmpty()) {
 *         found.add(row.fault("name", "outing.import.no-leader"));     // {0} the row, {1} the column
 *     }
 * }
 * sheet.refuseFaults(found);                                           // all rows or none
 * }</pre>
 *
 * <p>A file is taken for hostile until it has shown otherwise; {@code XlsxPackage} holds the limits and their reasons.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform.fault"})
package minqing.platform.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
