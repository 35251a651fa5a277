/**
 * Files attached to records of any kind: photos and documents, kept in the database with their record's secrecy. What is
 * stored is what the content is, not what it is called, and says nothing of where or with what a picture was taken.
 */
@NullMarked
package minqing.attachment;

import org.jspecify.annotations.NullMarked;
