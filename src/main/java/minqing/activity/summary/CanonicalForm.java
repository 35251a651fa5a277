package minqing.activity.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is hashed: everything a sealed version says, as one text that is the same whenever and wherever it is made. Keys are
 * sorted, numbers are plain, instants are in UTC; the first line is the hash of the unit's version sealed before.
 */
final class CanonicalForm {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private CanonicalForm() {}

    static String of(
            Summary summary,
            SummaryVersion version,
            Map<Cell, Integer> period,
            Map<Cell, Integer> year,
            List<CountedRecord> records,
            List<Signing.Signature> signatures) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("unit", summary.unit());
        form.put("month", summary.month().toString());
        form.put("version", version.version());
        form.put("periodFrom", version.periodFrom().toString());
        form.put("cutOff", version.cutOff().toString());
        form.put("dueOn", version.dueOn().toString());
        form.put("compiledAt", version.compiledAt().toString());
        form.put("remark", version.wholeRemark());
        form.put("checkedBy", version.checkedBy());
        form.put("period", figures(period));
        form.put("year", figures(year));
        form.put(
                "records",
                Compilation.sorted(records).stream().map(CanonicalForm::record).toList());
        form.put("signatures", signatures.stream().map(CanonicalForm::signature).toList());
        try {
            return JSON.writeValueAsString(form);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** SHA-256 in lower-case hexadecimal over the hash before, a line break, and the canonical form, in UTF-8. */
    static String hash(@Nullable String previous, String canonical) {
        return sha256(((previous == null ? "" : previous) + "\n" + canonical).getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, Integer> figures(Map<Cell, Integer> figures) {
        Map<String, Integer> plain = new LinkedHashMap<>();
        figures.forEach((cell, value) -> plain.put(cell.code(), value));
        return plain;
    }

    private static Map<String, Object> record(CountedRecord record) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("cell", record.cell().code());
        plain.put("kind", record.kind());
        plain.put("record", record.record());
        plain.put("leader", record.leader());
        plain.put("day", record.day() == null ? null : record.day().toString());
        plain.put("amount", record.amount());
        return plain;
    }

    private static Map<String, Object> signature(Signing.Signature signature) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("step", signature.step());
        plain.put("principal", signature.principal());
        plain.put("signer", signature.signer());
        plain.put("at", signature.at().toString());
        return plain;
    }
}
