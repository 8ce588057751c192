namespace Innovation.Web.Startup;

/// <summary>What <c>./run</c> passes on (configuration section <c>Server</c>).</summary>
public sealed class ServerOptions
{
    /// <summary>Folder of database, files, keys and anchors.</summary>
    public string Data { get; set; } = "data";

    /// <summary>演示模式: demo accounts and test hooks.</summary>
    public bool Demo { get; set; }

    /// <summary>The clock can be set over the API; demo mode only.</summary>
    public bool AdjustableClock { get; set; }

    /// <summary>Start instant of the adjustable clock, also used by the seeding.</summary>
    public DateTimeOffset? Clock { get; set; }

    /// <summary>Connection string of SQL Server; null for SQLite.</summary>
    public string? SqlServer { get; set; }

    /// <summary>A commit on SQLite is answered when the disk has it; false is for measuring only: a power cut then takes back what was answered.</summary>
    public bool Durable { get; set; } = true;

    /// <summary>Public address of this installation, printed into QR codes; null: taken from the first address served.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>File with the key that is not kept with the data (<see cref="Startup.MasterKey"/>); null: keys in the data folder stay open, for demonstrations.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The key itself, from the environment, in place of a file.</summary>
    public string? MasterKey { get; set; }

    /// <summary>Addresses or networks, parted by commas, of the proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; null: nobody's.</summary>
    public string? Proxies { get; set; }

    /// <summary>Path of Chromium; null: searched.</summary>
    public string? Chromium { get; set; }

    public string DatabaseFile => Path.Combine(Data, "innovation.db");

    public string Files => Path.Combine(Data, "files");
}
