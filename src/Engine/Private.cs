namespace Brink.Engine;

/// <summary>Folders and files that only the account of the server can read, whatever the mask of whoever starts it.</summary>
public static class Private
{
    /// <summary>Makes a folder, and those above it that lack; one that is there stays as it is.</summary>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The options with which a file is made that is nobody else's.</summary>
    public static FileStreamOptions File(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>Makes an empty file where there is none.</summary>
    public static void Touch(string path)
    {
        if (!System.IO.File.Exists(path))
            new FileStream(path, File(new() { Mode = FileMode.CreateNew, Access = FileAccess.Write })).Dispose();
    }
}
