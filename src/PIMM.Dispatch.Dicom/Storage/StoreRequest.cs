using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Storage;

/// <summary>Something that the store's one writer is asked for.</summary>
internal abstract record StoreRequest(StudyKey Study, string Folder)
{
    /// <summary>
    /// The study's instances when it was done; null when the world had changed and nothing was done.
    /// </summary>
    public TaskCompletionSource<int?> Answer { get; } = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Make an object durable. A duplicate or conflict moves nothing, but what it meets is made durable too:
    /// it might be left from a process that ended between rename and flush.
    /// </summary>
    internal sealed record Add(
        StudyKey Study, string Folder, string Target, ReceivedObject Received, StoreOutcome Outcome)
        : StoreRequest(Study, Folder)
    {
        public bool IsNew => Outcome == StoreOutcome.Stored;
    }

    /// <summary>Remove the pending marker if the study still has so many instances.</summary>
    internal sealed record Clear(StudyKey Study, string Folder, int IfCountIs) : StoreRequest(Study, Folder);
}
