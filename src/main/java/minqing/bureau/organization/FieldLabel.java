package minqing.bureau.organization;

import org.springframework.context.support.DefaultMessageSourceResolvable;

/** The Chinese names of the fields that an administrator enters. */
public final class FieldLabel {

    private FieldLabel() {}

    /**
     * What a field is called.
     *
     * @param subject what it is a field of, as the change log calls that; a field may have a name of its own there
     */
    public static DefaultMessageSourceResolvable of(String subject, String field) {
        return new DefaultMessageSourceResolvable(
                new String[] {"organization.field." + subject + "." + field, "organization.field." + field}, field);
    }
}
