package minqing.platform.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import minqing.platform.document.Form.Cell;
import minqing.platform.document.Form.Look;
import minqing.platform.document.Form.Row;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.xmlbeans.XmlException;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTBody;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTBorder;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTFonts;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTHeight;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTP;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageSz;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTR;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTRPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTRow;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSpacing;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTabStop;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTbl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTblBorders;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTblCellMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTblPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTblWidth;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTc;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTcPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTText;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTTrPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STBorder;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STHeightRule;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STHint;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STJc;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STJcTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STLineSpacingRule;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STMerge;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STPageOrientation;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STTabJc;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STTblLayoutType;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STTblWidth;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STTextDirection;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STVerticalJc;

/**
 * Annexes as a Word file. The elements are written straight below the body: with a row's own objects of the library a list
 * of thousands of rows takes minutes.
 */
final class DocxWriter implements DocumentWriter {

    /** Twentieths of a point in a millimetre. */
    private static final double TWIPS = 1440 / 25.4;

    /** Above and below the title, in twentieths of a point. */
    private static final int TITLE_GAP = 160;

    private static final String WATERMARK = """
            <xml-fragment xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
                xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
              <w:pict>
                <v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
                    path="m@7,l@8,m@5,21600l@6,21600e">
                  <v:formulas>
                    <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
                    <v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
                    <v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>
                    <v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
                    <v:f eqn="sum @6 0 @5"/>
                  </v:formulas>
                  <v:path textpathok="t" o:connecttype="custom"
                      o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
                  <v:textpath on="t" fitshape="t"/>
                </v:shapetype>
                <v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" o:allowincell="f"
                    style="position:absolute;margin-left:0;margin-top:0;width:%dpt;height:36pt;rotation:315;\
            z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
            mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#c0c0c0" stroked="f">
                  <v:fill opacity=".5"/>
                  <v:textpath style="font-family:&quot;%s&quot;;font-size:1pt" string="%s"/>
                </v:shape>
              </w:pict>
            </xml-fragment>""";

    private final DocumentWords words;
    private final String titleFont;
    private final String textFont;

    DocxWriter(DocumentWords words) {
        this.words = words;
        titleFont = words.of("font.title");
        textFont = words.of("font.text");
    }

    @Override
    public void write(List<Form> forms, OutputOptions options, OutputStream out) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            properties(document, forms.get(0).title(), options);
            CTFonts usual = CTFonts.Factory.newInstance();
            name(usual, textFont);
            document.createStyles().setDefaultFonts(usual);
            CTBody body = document.getDocument().getBody();
            page(body.isSetSectPr() ? body.getSectPr() : body.addNewSectPr(), forms.get(0));
            footer(document);
            if (options.watermark() != null) {
                watermark(document, options.watermark());
            }
            for (int index = 0; index < forms.size(); index++) {
                form(body, forms.get(index), index > 0);
            }
            document.write(packed);
        }
        ReproducibleZip.copy(packed.toByteArray(), out);
    }

    private void properties(XWPFDocument document, String title, OutputOptions options) {
        POIXMLProperties.CoreProperties core = document.getProperties().getCoreProperties();
        core.setCreator(words.of("author"));
        core.setLastModifiedByUser(words.of("author"));
        core.setTitle(title);
        core.setCreated(Optional.of(Date.from(options.createdAt())));
        core.setModified(Optional.of(Date.from(options.createdAt())));
    }

    private static void page(CTSectPr section, Form form) {
        CTPageSz size = section.addNewPgSz();
        size.setW(twips(form.pageWidth()));
        size.setH(twips(form.pageHeight()));
        if (form.landscape()) {
            size.setOrient(STPageOrientation.LANDSCAPE);
        }
        CTPageMar margins = section.addNewPgMar();
        margins.setTop(twips(form.top()));
        margins.setBottom(twips(form.bottom()));
        margins.setLeft(twips(form.side()));
        margins.setRight(twips(form.side()));
        margins.setHeader(twips(15));
        margins.setFooter(twips(form.bottom() / 2.0));
        margins.setGutter(BigInteger.ZERO);
    }

    private void footer(XWPFDocument document) {
        CTP paragraph = document.createFooter(HeaderFooterType.DEFAULT)
                .createParagraph()
                .getCTP();
        paragraph.addNewPPr().addNewJc().setVal(STJc.CENTER);
        run(paragraph, words.of("page.before"), textFont, Form.SMALL_SIZE);
        CTR number = paragraph.addNewFldSimple().addNewR();
        paragraph.getFldSimpleArray(0).setInstr(" PAGE ");
        look(number.addNewRPr(), textFont, Form.SMALL_SIZE);
        number.addNewT().setStringValue("1");
        run(paragraph, words.of("page.after"), textFont, Form.SMALL_SIZE);
    }

    private void watermark(XWPFDocument document, OutputOptions.Watermark watermark) {
        String text = words.of("watermark", Texts.clean(watermark.reader()), words.date(watermark.on()));
        int width = Math.min(480, text.codePointCount(0, text.length()) * 26);
        XWPFParagraph paragraph =
                document.createHeader(HeaderFooterType.DEFAULT).createParagraph();
        try {
            CTR drawn = CTR.Factory.parse(WATERMARK.formatted(width, textFont, escaped(text)));
            paragraph.getCTP().addNewR().set(drawn);
        } catch (XmlException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;")
                .replace('\n', ' ');
    }

    private void form(CTBody body, Form form, boolean onNewPage) {
        boolean marked = !form.mark().isEmpty();
        if (marked) {
            CTP mark = body.addNewP();
            paragraph(mark, STJc.LEFT, Form.SMALL_SIZE, 0, 0);
            if (onNewPage) {
                mark.getPPr().addNewPageBreakBefore();
            }
            run(mark, form.mark(), textFont, Form.SMALL_SIZE);
        }
        CTP title = body.addNewP();
        paragraph(title, STJc.CENTER, Form.TITLE_SIZE, marked ? TITLE_GAP : 0, TITLE_GAP);
        if (onNewPage && !marked) {
            title.getPPr().addNewPageBreakBefore();
        }
        run(title, form.title(), titleFont, Form.TITLE_SIZE);
        if (!form.left().isEmpty()) {
            CTP heading = body.addNewP();
            CTPPr look = paragraph(heading, STJc.LEFT, Form.SMALL_SIZE, 0, 60);
            CTTabStop stop = look.addNewTabs().addNewTab();
            stop.setVal(STTabJc.RIGHT);
            stop.setPos(twips(form.tableWidth() - 2));
            run(heading, Texts.clean(form.left()) + "\t" + form.right(), textFont, Form.SMALL_SIZE);
        }
        table(body.addNewTbl(), form);
        for (int index = 0; index < form.notes().size(); index++) {
            CTP below = body.addNewP();
            CTPPr look = paragraph(below, STJc.LEFT, Form.SMALL_SIZE - 2, 60, 0);
            if (index + 1 < form.notes().size()) {
                look.addNewKeepNext();
            }
            run(below, form.notes().get(index), textFont, Form.SMALL_SIZE - 2);
        }
        if (form.notes().isEmpty()) {
            // A file may not end with a table, and what follows it must not take a page of its own.
            paragraph(body.addNewP(), STJc.LEFT, 1, 0, 0);
        }
    }

    private void table(CTTbl table, Form form) {
        CTTblPr look = table.addNewTblPr();
        CTTblWidth width = look.addNewTblW();
        width.setType(STTblWidth.DXA);
        width.setW(twips(form.tableWidth()));
        look.addNewJc().setVal(STJcTable.CENTER);
        CTTblBorders borders = look.addNewTblBorders();
        line(borders.addNewTop());
        line(borders.addNewLeft());
        line(borders.addNewBottom());
        line(borders.addNewRight());
        line(borders.addNewInsideH());
        line(borders.addNewInsideV());
        look.addNewTblLayout().setType(STTblLayoutType.FIXED);
        CTTblCellMar margins = look.addNewTblCellMar();
        margin(margins.addNewTop(), Form.PADDING / 2);
        margin(margins.addNewLeft(), Form.PADDING);
        margin(margins.addNewBottom(), Form.PADDING / 2);
        margin(margins.addNewRight(), Form.PADDING);
        var grid = table.addNewTblGrid();
        for (int column : form.columns()) {
            grid.addNewGridCol().setW(twips(column));
        }
        Cell[] above = new Cell[form.columns().length];
        int[] left = new int[above.length];
        for (int index = 0; index < form.rows().size(); index++) {
            row(table.addNewTr(), form, index, above, left);
        }
    }

    private void row(CTRow target, Form form, int index, Cell[] above, int[] left) {
        Row row = form.rows().get(index);
        CTTrPr look = target.addNewTrPr();
        if (form.keepsTogether(row)) {
            look.addNewCantSplit();
        }
        CTHeight height = look.addNewTrHeight();
        height.setVal(twips(row.height()));
        height.setHRule(STHeightRule.AT_LEAST);
        if (index < form.headerRows()) {
            look.addNewTblHeader();
        }
        var cells = row.cells().iterator();
        @Nullable Cell next = cells.hasNext() ? cells.next() : null;
        int column = 0;
        while (column < above.length) {
            Cell cell;
            if (next != null && next.column() == column) {
                cell = next;
                next = cells.hasNext() ? cells.next() : null;
                above[column] = cell;
                left[column] = cell.rows();
                boolean beforeNotes =
                        index + 1 == form.rows().size() && !form.notes().isEmpty();
                cell(target.addNewTc(), form, row, cell, beforeNotes);
            } else {
                cell = above[column];
                continued(target.addNewTc(), form, cell);
            }
            left[column]--;
            column += cell.columns();
        }
    }

    private void cell(CTTc target, Form form, Row row, Cell cell, boolean beforeNotes) {
        CTTcPr look = frame(target, form, cell, cell.rows() > 1 ? STMerge.RESTART : null);
        if (cell.look() == Look.UPRIGHT) {
            look.addNewTextDirection().setVal(STTextDirection.TB_RL_V);
        }
        boolean top = cell.look() == Look.LONG || form.isLong(row);
        look.addNewVAlign().setVal(top ? STVerticalJc.TOP : STVerticalJc.CENTER);
        boolean middle = cell.look().isCentred();
        double size = form.size(cell);
        for (String line : cell.written().split("\n", -1)) {
            CTP paragraph = target.addNewP();
            CTPPr shape = paragraph(paragraph, middle ? STJc.CENTER : STJc.BOTH, size, 0, 0);
            if (beforeNotes) {
                shape.addNewKeepNext();
            }
            if (cell.look() == Look.LONG && !line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
                shape.addNewInd().setFirstLineChars(BigInteger.valueOf(200));
                shape.getInd().setFirstLine(BigInteger.valueOf(Math.round(size * 40)));
            }
            if (!line.isEmpty()) {
                run(paragraph, line, textFont, size);
            }
        }
    }

    private void continued(CTTc target, Form form, Cell cell) {
        frame(target, form, cell, STMerge.CONTINUE);
        paragraph(target.addNewP(), STJc.CENTER, form.size(cell), 0, 0);
    }

    private static CTTcPr frame(CTTc target, Form form, Cell cell, STMerge.@Nullable Enum merge) {
        CTTcPr look = target.addNewTcPr();
        CTTblWidth width = look.addNewTcW();
        width.setType(STTblWidth.DXA);
        width.setW(twips(form.width(cell)));
        if (cell.columns() > 1) {
            look.addNewGridSpan().setVal(BigInteger.valueOf(cell.columns()));
        }
        if (merge != null) {
            look.addNewVMerge().setVal(merge);
        }
        return look;
    }

    private static CTPPr paragraph(CTP paragraph, STJc.Enum place, double size, int before, int after) {
        CTPPr shape = paragraph.addNewPPr();
        // No white between figures and characters: 2026年7月5日.
        shape.addNewAutoSpaceDE().setVal("0");
        shape.addNewAutoSpaceDN().setVal("0");
        CTSpacing spacing = shape.addNewSpacing();
        spacing.setBefore(BigInteger.valueOf(before));
        spacing.setAfter(BigInteger.valueOf(after));
        spacing.setLine(BigInteger.valueOf(Math.round(size * Form.LINE_HEIGHT * 20)));
        spacing.setLineRule(STLineSpacingRule.AT_LEAST);
        shape.addNewJc().setVal(place);
        return shape;
    }

    private static void run(CTP paragraph, String text, String font, double size) {
        CTR run = paragraph.addNewR();
        look(run.addNewRPr(), font, size);
        String[] parts = text.split("\t", -1);
        for (int index = 0; index < parts.length; index++) {
            if (index > 0) {
                run.addNewTab();
            }
            if (!parts[index].isEmpty()) {
                CTText written = run.addNewT();
                written.setStringValue(parts[index]);
                written.setSpace(org.apache.xmlbeans.impl.xb.xmlschema.SpaceAttribute.Space.PRESERVE);
            }
        }
    }

    private static void look(CTRPr look, String font, double size) {
        CTFonts fonts = look.addNewRFonts();
        name(fonts, font);
        // Quotation marks and the like are Chinese ones, as wide as a character.
        fonts.setHint(STHint.EAST_ASIA);
        BigInteger halfPoints = BigInteger.valueOf(Math.round(size * 2));
        look.addNewSz().setVal(halfPoints);
        look.addNewSzCs().setVal(halfPoints);
    }

    private static void name(CTFonts fonts, String font) {
        fonts.setAscii(font);
        fonts.setHAnsi(font);
        fonts.setEastAsia(font);
        fonts.setCs(font);
    }

    private static void line(CTBorder border) {
        border.setVal(STBorder.SINGLE);
        border.setSz(BigInteger.valueOf(6));
        border.setSpace(BigInteger.ZERO);
        border.setColor("000000");
    }

    private static void margin(CTTblWidth width, double millimetres) {
        width.setType(STTblWidth.DXA);
        width.setW(twips(millimetres));
    }

    private static BigInteger twips(double millimetres) {
        return BigInteger.valueOf(Math.round(millimetres * TWIPS));
    }
}
