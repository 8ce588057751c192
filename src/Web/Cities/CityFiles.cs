namespace Innovation.Web.Cities;

/// <summary>Files that cities exchange when they have no link.</summary>
internal static class CityFiles
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MostBytes = 20_000_000;

    public const string Wrong = "请选择一个文件，不超过 20 MB。";
}
