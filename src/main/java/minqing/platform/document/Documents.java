package minqing.platform.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes annexes and lists as .docx, .xlsx and .pdf. Safe for several threads; a document is built in memory and nothing of
 * it is put aside on disk.
 */
@Component
public class Documents {

    private final DocumentWords words;
    private final AnnexLayouts forms;
    private final Map<Format, DocumentWriter> writers;

    public Documents(MessageSource messages) {
        words = new DocumentWords(messages);
        forms = new AnnexLayouts(words);
        writers = Map.of(
                Format.DOCX, new DocxWriter(words),
                Format.XLSX, new XlsxWriter(words),
                Format.PDF, new PdfWriter(words));
    }

    /** Writes one annex and leaves the stream open. */
    public void write(Annex annex, Format format, OutputOptions options, OutputStream out) throws IOException {
        write(List.of(annex), format, options, out);
    }

    /**
     * Writes several annexes of one kind, each on a page of its own, and leaves the stream open.
     *
     * @throws IllegalArgumentException for none, or for upright and landscape ones together
     */
    public void write(List<? extends Annex> annexes, Format format, OutputOptions options, OutputStream out)
            throws IOException {
        List<Form> laidOut = forms.of(annexes);
        if (laidOut.stream().map(Form::landscape).distinct().count() != 1) {
            throw new IllegalArgumentException("a document holds annexes of one kind, at least one");
        }
        Objects.requireNonNull(writers.get(format)).write(laidOut, options, out);
    }

    /**
     * The same as a file to send.
     *
     * @param name without extension; characters a file name can't hold are replaced
     */
    public DocumentFile file(String name, List<? extends Annex> annexes, Format format, OutputOptions options) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            write(annexes, format, options, content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new DocumentFile(fileName(name, format), format, content.toByteArray());
    }

    /** The list of a register: its title and columns are those of the annex. */
    public ListTable register(Register register, List<? extends RegisterRecord> records) {
        if (records.stream().anyMatch(row -> row.register() != register)) {
            throw new IllegalArgumentException("a record of another register");
        }
        return new ListTable(
                words.of(register.key() + ".title"),
                forms.columns(register),
                records.stream().map(RegisterRecord::values).toList());
    }

    /** The title of an annex, which also serves as the name of its file. */
    public String title(Register register) {
        return words.of(register.key() + ".title");
    }

    /**
     * The title of a column as a list and an import file show it.
     *
     * @param column one of {@link Register#columns()}
     */
    public String columnTitle(Register register, String column) {
        return forms.title(register, column);
    }

    /** A name with the extension, fit for every file system. */
    public static String fileName(String name, Format format) {
        String fit = Texts.clean(name).replaceAll("[\\\\/:*?\"<>|\\s\u3000]+", "-");
        int end = fit.offsetByCodePoints(0, Math.min(80, fit.codePointCount(0, fit.length())));
        return fit.substring(0, end) + "." + format.extension();
    }
}
