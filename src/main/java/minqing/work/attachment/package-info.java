/**
 * Files attached to records of any kind: photos and documents, kept in the database with their record's secrecy. What is
 * stored is what the content is, not what it is called, and says nothing of where or with what a picture was taken.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "bureau.access",
            "bureau.organization",
            "bureau.web",
            "platform.database",
            "platform.document",
            "platform.fault",
            "work.inbox"
        })
package minqing.work.attachment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
