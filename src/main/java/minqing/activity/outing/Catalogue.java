package minqing.activity.outing;

import java.util.List;
import java.util.Optional;
import minqing.bureau.organization.Community;
import minqing.bureau.organization.Leader;
import minqing.bureau.organization.Village;

/** What an outing may name, as it stood at one moment: read once, it serves as many outings as there are to be checked. */
record Catalogue(
        List<Leader> leaders,
        List<Village> villages,
        List<Community> communities,
        List<Kinds.Kind> kinds,
        List<Kinds.Theme> themes) {

    Optional<Leader> leader(String account) {
        return leaders.stream().filter(one -> one.account().equals(account)).findFirst();
    }

    /** By its code, or by its name as people write it. */
    Optional<Kinds.Kind> kind(String codeOrName) {
        return kinds.stream()
                .filter(kind -> kind.code().equals(codeOrName) || kind.name().equals(codeOrName))
                .findFirst();
    }

    /** By its code, or by its name as people write it. */
    Optional<Kinds.Theme> theme(String codeOrName) {
        return themes.stream()
                .filter(theme -> theme.code().equals(codeOrName) || theme.name().equals(codeOrName))
                .findFirst();
    }
}
