namespace PIMM.Dispatch.Host;

/// <summary>Files that only the account of the node may read.</summary>
internal static class PrivateFile
{
    /// <summary>Creates or empties a file that nobody else may read.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
