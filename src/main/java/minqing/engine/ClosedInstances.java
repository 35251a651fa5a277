package minqing.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import minqing.organization.Directory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the engine knows of the cases that are closed to a person. Looked up late: the webapps' filters come before all beans. */
@Component
class ClosedInstances {

    /** Every row of the engine that belongs to one of the instances, by its id. */
    private static final String NAMES = """
            with closed as (select id_ from act_hi_procinst where business_key_ = any(:numbers))
            select id_ from closed
            union select id_ from act_ru_execution where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_ru_task where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_ru_variable where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_ru_event_subscr where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_ru_incident where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_ru_job where process_instance_id_ in (select id_ from closed)
            union select id_ from act_ru_ext_task where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_hi_actinst where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_hi_taskinst where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_hi_varinst where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_hi_detail where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_hi_incident where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_hi_identitylink where root_proc_inst_id_ in (select id_ from closed)
            union select id_ from act_hi_decinst where proc_inst_id_ in (select id_ from closed)
            union select id_ from act_hi_job_log where process_instance_id_ in (select id_ from closed)
            union select id_ from act_hi_op_log where proc_inst_id_ in (select id_ from closed)
            union select operation_id_ from act_hi_op_log where proc_inst_id_ in (select id_ from closed)
                                                            and operation_id_ is not null""";

    /** How many of them stand where: by element of the model, and by the model itself. */
    private static final String STANDING = """
            with closed as (select id_, proc_def_id_, proc_def_key_ from act_hi_procinst
                            where business_key_ = any(:numbers) and end_time_ is null)
            select act_id_ as place, count(*) as instances from act_hi_actinst
            where proc_inst_id_ in (select id_ from closed) and end_time_ is null group by act_id_
            union all select proc_def_id_, count(*) from closed group by proc_def_id_
            union all select proc_def_key_, count(*) from closed group by proc_def_key_""";

    private final ObjectProvider<ClosedCases> cases;
    private final ObjectProvider<Directory> directory;
    private final ObjectProvider<JdbcClient> database;

    ClosedInstances(
            ObjectProvider<ClosedCases> cases,
            ObjectProvider<Directory> directory,
            ObjectProvider<JdbcClient> database) {
        this.cases = cases;
        this.directory = directory;
        this.database = database;
    }

    /** Nothing for nobody, and for almost everybody. */
    Closed of(@Nullable String user) {
        Set<String> numbers = user == null
                ? Set.of()
                : directory.getObject().account(user).stream()
                        .flatMap(person -> cases.stream().flatMap(one -> one.untoldTo(person).stream()))
                        .collect(Collectors.toSet());
        if (numbers.isEmpty()) {
            return new Closed(Set.of(), Map.of());
        }
        String[] keys = numbers.toArray(String[]::new);
        Set<String> names = new HashSet<>(numbers);
        names.addAll(database.getObject()
                .sql(NAMES)
                .param("numbers", keys)
                .query(String.class)
                .list());
        Map<String, Integer> standing = new HashMap<>();
        database.getObject()
                .sql(STANDING)
                .param("numbers", keys)
                .query((row, index) -> standing.merge(row.getString("place"), row.getInt("instances"), Integer::sum))
                .list();
        return new Closed(names, standing);
    }

    /**
     * What must not be told.
     *
     * @param names business keys and the engine's own identifiers
     * @param standing how many of the instances stand at an element, or belong to a model
     */
    record Closed(Set<String> names, Map<String, Integer> standing) {

        boolean isEmpty() {
            return names.isEmpty();
        }
    }
}
