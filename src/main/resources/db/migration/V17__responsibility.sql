-- The table of responsible units is kept by administrators as well, and its changes are noted with the others.
alter table organization_change drop constraint organization_change_subject_check;
alter table organization_change add constraint organization_change_subject_check
    check (subject in ('unit', 'leader', 'administrative-village', 'village', 'community', 'contact', 'pairing', 'account',
                       'data', 'responsibility'));
