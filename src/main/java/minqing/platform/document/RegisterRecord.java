package minqing.platform.document;

import java.util.List;

/** A record of a register: its annex is one sheet of paper, several stand one per page in one file. */
public sealed interface RegisterRecord extends Annex
        permits LabourRecord, ReceptionRecord, ProblemRecord, ForumRecord, DiaryRecord {

    /** The register it belongs to. */
    Register register();

    /** The values in the order of the register's columns: text, or an {@link Occasion} where the column is a time. */
    List<Object> values();
}
