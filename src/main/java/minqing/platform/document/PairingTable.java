package minqing.platform.document;

import java.util.List;

/**
 * Annex 1: which leader is paired with which villages and communities.
 *
 * @param town the town the villages belong to, named in the column's title; empty where they are of several
 * @param rows in the order of the leaders; neighbours of one unit share a cell for it, and so do neighbours of one
 *     community
 */
public record PairingTable(String town, List<Row> rows) implements Annex {

    public PairingTable {
        rows = List.copyOf(rows);
    }

    /**
     * One leader.
     *
     * @param unit the participating unit
     * @param community the paired communities in words, empty for none
     */
    public record Row(String unit, String leader, List<Village> villages, String community) {

        public Row {
            villages = List.copyOf(villages);
        }
    }

    /**
     * An administrative village and those of its natural villages that are paired with the leader.
     *
     * @param contact the village's contact, empty for none
     */
    public record Village(String name, List<String> naturalVillages, String contact) {

        public Village {
            naturalVillages = List.copyOf(naturalVillages);
        }
    }
}
