package minqing.platform.fault;

import java.io.Serializable;
import org.springframework.context.MessageSourceResolvable;

/**
 * What is wrong with one field of the input.
 *
 * @param field the field's key as the client sent it
 * @param messageKey the key of the words in the message bundle; the words name the field
 * @param arguments what the words are filled with, the field's Chinese label first
 */
public record FieldFault(String field, String messageKey, Object... arguments)
        implements MessageSourceResolvable, Serializable {

    @Override
    public String[] getCodes() {
        return new String[] {messageKey};
    }

    @Override
    public Object[] getArguments() {
        return arguments;
    }

    @Override
    public String getDefaultMessage() {
        return messageKey;
    }
}
