package minqing.platform.document;

/**
 * What a document shows, as plain values: the view model of one annex of the source, of the diary, or of a list. A
 * feature fills it in; the writers know nothing else of the feature. Whatever must be masked is masked before it gets
 * here.
 */
public sealed interface Annex permits PairingTable, RegisterRecord, SummaryTable, ListTable {}
