using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// Asks the system to begin writing a file's new bytes to the disk while more arrive, so that the flush at
/// the end has little left to wait for. A hint: where it is not known, or fails, nothing is lost.
/// </summary>
internal static partial class EarlyWriteback
{
    // SYNC_FILE_RANGE_WRITE of linux/fs.h: start, do not wait.
    private const uint StartOnly = 2;

    public static void Begin(SafeFileHandle file, long offset, long count)
    {
        if (OperatingSystem.IsLinux())
            _ = SyncFileRange(file, offset, count, StartOnly);
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long count, uint flags);
}
