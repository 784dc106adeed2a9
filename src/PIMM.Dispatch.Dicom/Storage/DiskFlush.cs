using System.Runtime.InteropServices;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Storage;

/// <summary>Makes files, and the names in folders, survive a loss of power.</summary>
internal sealed partial record DiskFlush
{
    /// <summary>Lets the disk begin with a file that will be flushed soon.</summary>
    public Action<string> BeginFile { get; init; } = BeginFlushOfFile;

    public Action<string> File { get; init; } = FlushFile;

    public Action<string> Folder { get; init; } = FlushFolder;

    private static void BeginFlushOfFile(string path)
    {
        using var handle = System.IO.File.OpenHandle(
            path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        EarlyWriteback.Begin(handle, 0, RandomAccess.GetLength(handle));
    }

    private static void FlushFile(string path)
    {
        using var handle = System.IO.File.OpenHandle(
            path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>
    /// A renamed file is durable only when its folder is (Linux, macOS); Windows has no such step.
    /// </summary>
    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(path, 0);
        if (descriptor < 0)
            throw Fault("open", path);
        var result = Fsync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        Marshal.SetLastPInvokeError(error);
        if (result != 0)
            throw Fault("fsync", path);
    }

    private static IOException Fault(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} of folder {path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport(
        "libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
