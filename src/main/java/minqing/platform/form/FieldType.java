package minqing.platform.form;

/** The kinds of input that Tasklist's form-js 1.8, the page and the validator share. */
public enum FieldType {
    /** One line: {@code String}. */
    TEXT("textfield", Kind.TEXT),
    /** Several lines: {@code String}, lines end with {@code \n}. */
    TEXTAREA("textarea", Kind.TEXT),
    /** {@code Integer} where the schema says {@code decimalDigits: 0}, else {@code BigDecimal}. */
    NUMBER("number", Kind.NUMBER),
    /** {@code LocalDate}, submitted as {@code 2026-01-31}. */
    DATE("datetime", Kind.MOMENT),
    /** {@code LocalTime}, submitted as {@code 09:30}. */
    TIME("datetime", Kind.MOMENT),
    /** {@code LocalDateTime}, submitted as {@code 2026-01-31T09:30}. */
    DATETIME("datetime", Kind.MOMENT),
    /** {@code String}, the value of one option. */
    SELECT("select", Kind.CHOICE),
    /** {@code String}, the value of one option. */
    RADIO("radio", Kind.CHOICE),
    /** {@code Boolean}, always present while the field is visible. */
    CHECKBOX("checkbox", Kind.FLAG),
    /** {@code List<String>}, values of options in the options' order. */
    CHECKLIST("checklist", Kind.CHOICES),
    /** As {@link #CHECKLIST}. */
    TAGLIST("taglist", Kind.CHOICES);

    /** What a value is to a condition. */
    enum Kind {
        TEXT,
        NUMBER,
        MOMENT,
        CHOICE,
        FLAG,
        CHOICES
    }

    private final String component;
    private final Kind kind;

    FieldType(String component, Kind kind) {
        this.component = component;
        this.kind = kind;
    }

    /** The component's type in the schema. */
    public String component() {
        return component;
    }

    Kind kind() {
        return kind;
    }

    /** Whether the value is one or more of given options. */
    public boolean hasOptions() {
        return kind == Kind.CHOICE || kind == Kind.CHOICES;
    }
}
