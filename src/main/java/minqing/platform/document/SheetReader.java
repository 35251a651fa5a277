package minqing.platform.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first visible worksheet of a workbook, one row after another, without keeping it. A value is a String, a
 * BigDecimal, a LocalDateTime, a Boolean, or a {@link Flaw}.
 */
final class SheetReader {

    /** A table of texts larger than this is no register: 5,000 rows of nine texts are 45,000. */
    private static final int MOST_TEXTS = 250_000;

    /** All texts together, in characters: what keeps the memory of one import below 100 MB. */
    private static final long MOST_CHARACTERS = 30_000_000;

    /** What a cell can hold, by Excel's own limit. */
    private static final int LONGEST_CELL = 32_767;

    /** The last column Excel has. */
    private static final int COLUMNS = 16_384;

    /** A calculation keeps fifteen digits; the rest is noise (0.30000000000000004). */
    private static final MathContext DIGITS = new MathContext(15);

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private final XlsxPackage file;
    private final List<String> texts = new ArrayList<>();
    private final BitSet dateStyles = new BitSet();
    private long characters;
    private boolean from1904;

    SheetReader(XlsxPackage file) {
        this.file = file;
    }

    /** Hands over every row that has a value: the row's number, counted from 1, and its values by column, counted from 0. */
    void read(RowReader rows) {
        String workbook = file.targets("", true).getOrDefault("officeDocument", "xl/workbook.xml");
        Map<String, String> byType = file.targets(workbook, true);
        String sheet = firstSheet(workbook);
        if (byType.containsKey("styles")) {
            readStyles(byType.get("styles"));
        }
        if (byType.containsKey("sharedStrings")) {
            readTexts(byType.get("sharedStrings"));
        }
        SheetPart part = new SheetPart(rows);
        file.read(sheet, part);
    }

    private String firstSheet(String workbook) {
        Map<String, String> parts = file.targets(workbook, false);
        List<String> found = new ArrayList<>();
        file.read(workbook, (event, xml) -> {
            if (event != XMLStreamConstants.START_ELEMENT) {
                return;
            }
            if (xml.getLocalName().equals("workbookPr")) {
                String value = XlsxPackage.attribute(xml, "date1904");
                from1904 = value.equals("1") || value.equals("true");
            } else if (xml.getLocalName().equals("sheet")
                    && !XlsxPackage.attribute(xml, "state")
                            .toLowerCase(java.util.Locale.ROOT)
                            .contains("hidden")) {
                String part = parts.get(XlsxPackage.attribute(xml, "id"));
                if (part != null && found.isEmpty()) {
                    found.add(part);
                }
            }
        });
        if (found.isEmpty()) {
            throw XlsxPackage.refused("no-sheet");
        }
        return found.get(0);
    }

    private void readStyles(String part) {
        Map<Integer, String> formats = new HashMap<>();
        boolean[] inCells = {false};
        int[] style = {0};
        file.read(part, (event, xml) -> {
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
                inCells[0] = false;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                return;
            }
            switch (xml.getLocalName()) {
                case "numFmt" -> {
                    if (formats.size() < MOST_TEXTS) {
                        formats.put(
                                number(XlsxPackage.attribute(xml, "numFmtId")),
                                XlsxPackage.attribute(xml, "formatCode"));
                    }
                }
                case "cellXfs" -> inCells[0] = true;
                case "xf" -> {
                    if (inCells[0] && style[0] < MOST_TEXTS) {
                        int format = number(XlsxPackage.attribute(xml, "numFmtId"));
                        dateStyles.set(style[0]++, isDate(format, formats.get(format)));
                    }
                }
                default -> {}
            }
        });
    }

    /** 27 to 36 and 50 to 58 are the dates of Chinese, Japanese and Korean editions. */
    private static boolean isDate(int format, @Nullable String code) {
        if (code == null && (format >= 27 && format <= 36 || format >= 50 && format <= 58)) {
            return true;
        }
        return code != null && code.length() > 255 ? false : DateUtil.isADateFormat(format, code);
    }

    private void readTexts(String part) {
        StringBuilder text = new StringBuilder();
        boolean[] inText = {false};
        int[] phonetic = {0};
        file.read(part, (event, xml) -> {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    switch (xml.getLocalName()) {
                        case "si" -> text.setLength(0);
                        case "t" -> inText[0] = phonetic[0] == 0;
                        case "rPh" -> phonetic[0]++;
                        default -> {}
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (inText[0]) {
                        append(text, xml);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    switch (xml.getLocalName()) {
                        case "si" -> {
                            if (texts.size() >= MOST_TEXTS) {
                                throw XlsxPackage.refused("bomb");
                            }
                            texts.add(decoded(text));
                        }
                        case "t" -> inText[0] = false;
                        case "rPh" -> phonetic[0]--;
                        default -> {}
                    }
                }
                default -> {}
            }
        });
    }

    private void append(StringBuilder text, XMLStreamReader xml) {
        characters += xml.getTextLength();
        if (characters > MOST_CHARACTERS) {
            throw XlsxPackage.refused("bomb");
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    private static String decoded(CharSequence stored) {
        String text = stored.toString();
        if (text.contains("_x")) {
            Matcher codes = ESCAPED.matcher(text);
            text = codes.replaceAll(
                    code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
        }
        return Texts.clean(text);
    }

    private static int number(String digits) {
        try {
            return digits.isEmpty() ? 0 : Integer.parseInt(digits);
        } catch (NumberFormatException broken) {
            throw XlsxPackage.refused("damaged");
        }
    }

    /** The number of a column by its letters, counted from 0. */
    private static int column(String address) {
        int column = 0;
        for (int index = 0; index < address.length(); index++) {
            char letter = address.charAt(index);
            if (letter >= '0' && letter <= '9') {
                break;
            }
            if (letter < 'A' || letter > 'Z' || column > COLUMNS) {
                throw XlsxPackage.refused("damaged");
            }
            column = column * 26 + letter - 'A' + 1;
        }
        if (column < 1 || column > COLUMNS) {
            throw XlsxPackage.refused("damaged");
        }
        return column - 1;
    }

    /** Why a cell has no value. */
    enum Flaw {
        FORMULA,
        ERROR
    }

    /** Takes a row. */
    interface RowReader {

        void row(int number, TreeMap<Integer, Object> values);
    }

    /** The part that holds the cells. */
    private final class SheetPart implements XlsxPackage.PartReader {

        private final RowReader rows;
        private final StringBuilder value = new StringBuilder();
        private TreeMap<Integer, Object> values = new TreeMap<>();
        private int row;
        private int column = -1;
        private String type = "";
        private int style;
        private boolean formula;
        private boolean inValue;
        private int phonetic;

        SheetPart(RowReader rows) {
            this.rows = rows;
        }

        @Override
        public void on(int event, XMLStreamReader xml) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> start(xml);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (inValue) {
                        append(value, xml);
                        if (value.length() > 2 * LONGEST_CELL) {
                            throw XlsxPackage.refused("damaged");
                        }
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                default -> {}
            }
        }

        private void start(XMLStreamReader xml) {
            switch (xml.getLocalName()) {
                case "row" -> {
                    String number = XlsxPackage.attribute(xml, "r");
                    int next = number.isEmpty() ? row + 1 : number(number);
                    if (next <= row) {
                        throw XlsxPackage.refused("damaged");
                    }
                    row = next;
                    column = -1;
                    values = new TreeMap<>();
                }
                case "c" -> {
                    String address = XlsxPackage.attribute(xml, "r");
                    column = address.isEmpty() ? column + 1 : column(address);
                    type = XlsxPackage.attribute(xml, "t");
                    style = number(XlsxPackage.attribute(xml, "s"));
                    formula = false;
                    value.setLength(0);
                }
                case "v", "t" -> inValue = phonetic == 0;
                case "rPh" -> phonetic++;
                case "f" -> formula = true;
                default -> {}
            }
        }

        private void end(String element) {
            switch (element) {
                case "v", "t" -> inValue = false;
                case "rPh" -> phonetic--;
                case "c" -> {
                    Object found = found();
                    if (found != null) {
                        values.put(column, found);
                    }
                }
                case "row" -> {
                    if (!values.isEmpty()) {
                        rows.row(row, values);
                    }
                }
                default -> {}
            }
        }

        private @Nullable Object found() {
            if (formula) {
                return Flaw.FORMULA;
            }
            String stored = value.toString();
            return switch (type) {
                case "s" -> stored.isBlank() ? null : filled(text(stored.strip()));
                case "inlineStr", "str" -> filled(decoded(stored));
                case "b" ->
                    stored.isBlank() ? null : Boolean.valueOf(stored.strip().equals("1"));
                case "e" -> Flaw.ERROR;
                case "d" -> filled(stored);
                default -> stored.isBlank() ? null : numeric(stored.strip());
            };
        }

        private String text(String index) {
            int number = number(index);
            if (number < 0 || number >= texts.size()) {
                throw XlsxPackage.refused("damaged");
            }
            return texts.get(number);
        }

        private @Nullable String filled(String text) {
            String bare = text.strip();
            return bare.isEmpty() ? null : bare;
        }

        private Object numeric(String stored) {
            try {
                double rough = Double.parseDouble(stored);
                if (stored.length() > 60 || !Double.isFinite(rough) || Math.abs(rough) > 1e18) {
                    return Flaw.ERROR;
                }
                if (style >= 0 && dateStyles.get(style)) {
                    LocalDateTime moment =
                            DateUtil.isValidExcelDate(rough) ? DateUtil.getLocalDateTime(rough, from1904) : null;
                    return moment == null ? Flaw.ERROR : moment;
                }
                return rough == 0 ? BigDecimal.ZERO : new BigDecimal(rough).round(DIGITS);
            } catch (NumberFormatException broken) {
                throw XlsxPackage.refused("damaged");
            }
        }
    }
}
