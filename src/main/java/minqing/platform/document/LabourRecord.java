package minqing.platform.document;

import java.util.List;

/** Annex 2: one leader's part in productive labour (生产劳动). */
public record LabourRecord(
        String name, String unitAndPosition, Occasion time, String place, String account, String remarks)
        implements RegisterRecord {

    @Override
    public Register register() {
        return Register.LABOUR;
    }

    @Override
    public List<Object> values() {
        return List.of(name, unitAndPosition, time, place, account, remarks);
    }
}
