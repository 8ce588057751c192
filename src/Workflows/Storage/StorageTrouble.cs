using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Innovation.Workflows.Storage;

/// <summary>What is wrong with the place where the data is kept.</summary>
public enum StorageFault
{
    /// <summary>The disk, or the quota on it, is used up.</summary>
    Full,

    /// <summary>The folder or the file may not be written.</summary>
    ReadOnly,

    /// <summary>The database cannot be opened: the file is gone, the server does not answer.</summary>
    Gone,

    /// <summary>The database is there but damaged.</summary>
    Damaged,

    /// <summary>The device does not read or write.</summary>
    Device,
}

/// <summary>Tells a fault of the disk or the database server from a fault of the program, with words for people.</summary>
/// <param name="What">One Chinese sentence: what is wrong.</param>
/// <param name="Remedy">One Chinese sentence for whoever runs the server: what to do.</param>
public sealed record StorageTrouble(StorageFault Fault, string What, string Remedy)
{
    // errno of Linux in the low half of HResult: ENOSPC, EDQUOT, EROFS, EIO.
    private const int NoSpace = 28;
    private const int Quota = 122;
    private const int ReadOnlyFileSystem = 30;
    private const int DeviceError = 5;

    // ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private const int DiskFull = 112;
    private const int HandleDiskFull = 39;

    /// <summary>The trouble behind an exception; null: it is of another kind.</summary>
    public static StorageTrouble? Of(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            if (FaultOf(e) is { } fault) return Of(fault);
        return null;
    }

    /// <summary>The words of a fault.</summary>
    public static StorageTrouble Of(StorageFault fault) => fault switch
    {
        StorageFault.Full => new(fault, "服务器的磁盘满了，现在不能保存。", "请清理数据目录所在的磁盘，或者加大空间；不用重启，腾出空间后马上恢复。"),
        StorageFault.ReadOnly => new(fault, "数据目录现在是只读的，不能保存。", "请检查数据目录的属主、权限和挂载方式，让运行本系统的用户可以写。"),
        StorageFault.Gone => new(fault, "打不开数据库，现在查不了也办不了。", "请检查数据目录里的 innovation.db 是否还在、磁盘是否挂好；使用数据库服务器的，检查服务器和网络。"),
        StorageFault.Damaged => new(fault, "数据库文件损坏，有的内容读不出来。", "请先停机，保留现在的数据目录，用最近的备份恢复（deploy/restore），再运行 ./run verify 核对。"),
        _ => new(fault, "磁盘读写出错，现在不能保存。", "请检查磁盘和系统日志（dmesg）；必要时更换磁盘，用备份恢复。"),
    };

    private static StorageFault? FaultOf(Exception e) => e switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            13 => StorageFault.Full,
            3 or 8 or 23 => StorageFault.ReadOnly,
            14 => StorageFault.Gone,
            11 or 26 => StorageFault.Damaged,
            10 => StorageFault.Device,
            _ => null,
        },
        // 17 up to 25 are faults of resources, hardware and integrity; 20 or numbers below 0: the server does not answer. 1105 and 9002: no room.
        SqlException server => server.Number is 1105 or 9002 ? StorageFault.Full : server.Number is 3906 ? StorageFault.ReadOnly : server.Class >= 24 ? StorageFault.Damaged : server.Class >= 20 || server.Number <= 0 ? StorageFault.Gone : null,
        UnauthorizedAccessException => StorageFault.ReadOnly,
        IOException io => (io.HResult & 0xFFFF) switch
        {
            NoSpace or Quota or DiskFull or HandleDiskFull => StorageFault.Full,
            ReadOnlyFileSystem => StorageFault.ReadOnly,
            DeviceError => OperatingSystem.IsLinux() ? StorageFault.Device : null,
            _ => null,
        },
        _ => null,
    };
}
