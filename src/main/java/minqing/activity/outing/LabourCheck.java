package minqing.activity.outing;

/** Checks productive labour (annex 2). */
record LabourCheck(OutingFaults faults, PartValues values) {

    Parts.Labour labour(String path, OutingInput.LabourInput sent) {
        return new Parts.Labour(
                values.id(path, sent.id(), Parts::labour, Parts.Labour::id),
                values.day(path, sent.date()),
                values.time(path, sent.time()),
                values.place(path, sent.place()),
                faults.text(path + ".work", sent.work()),
                values.remark(path, sent.remark()));
    }
}
