using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Reviews.BlindChecks;
using Innovation.Workflows.Reviews.BlindCopies;

namespace Innovation.Workflows.Cases;

/// <summary>What came of a file.</summary>
/// <param name="Copy">The blind copy; null when none can be made.</param>
public sealed record ScannedFile(IReadOnlyList<Finding> Findings, byte[]? Copy);

/// <summary>Port: makes the blind copy of a file and searches it for names, within bounds.</summary>
public interface IFileScan
{
    /// <param name="content">The file as it was uploaded.</param>
    /// <returns>What was found; a file that cannot be read in time is a finding too.</returns>
    Task<ScannedFile> ScanAsync(string contentType, byte[] content, IReadOnlyCollection<string> names, CancellationToken cancellation = default);
}

/// <summary>
/// Reads each file in a process of its own, which has half a minute, half a gigabyte, no settings and no secrets: what a hostile
/// file does to its reader happens there. Input: length and JSON of <see cref="Order"/>, then the file; output: length (-1: none) and
/// bytes of the blind copy, then JSON of the findings.
/// </summary>
/// <param name="program">The assembly whose entry point calls <see cref="Serve"/> for <see cref="Verb"/>.</param>
/// <param name="limit">For one file; half a minute unless told.</param>
public sealed class ScanProcess(string program, TimeSpan? limit = null) : IFileScan
{
    /// <summary>Its argument.</summary>
    public const string Verb = "scan-file";

    private const int MostFindings = 1 << 20;

    /// <summary>A copy is about as long as its file; one much longer is hostile.</summary>
    private const int MostCopy = 128 << 20;

    private const string Memory = "0x20000000";
    private static readonly string[] Inherited = ["PATH", "HOME", "LD_LIBRARY_PATH", "DOTNET_ROOT", "SystemRoot", "TEMP", "TMP", "TMPDIR"];

    /// <summary>What is to be searched for, in what.</summary>
    public sealed record Order(string ContentType, IReadOnlyCollection<string> Names);

    public async Task<ScannedFile> ScanAsync(string contentType, byte[] content, IReadOnlyCollection<string> names, CancellationToken cancellation = default)
    {
        using var process = new Process { StartInfo = StartInfo() };
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timed.CancelAfter(limit ?? TimeSpan.FromSeconds(30));
        process.Start();
        byte[]? copy = null;
        try
        {
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, timed.Token);
            var answer = ReadCopyAsync(process.StandardOutput.BaseStream, timed.Token);
            await WriteAsync(process.StandardInput.BaseStream, new Order(contentType, names), content, timed.Token);
            copy = await answer;
            var bytes = await ReadAsync(process.StandardOutput.BaseStream, timed.Token);
            await process.WaitForExitAsync(timed.Token);
            if (process.ExitCode == 0) return new(JsonSerializer.Deserialize<List<Finding>>(bytes, DocumentRegister.Json)!, copy);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new([copy is null ? TextScan.NoCopy : TextScan.Unreadable("文件太复杂，没有在规定时间内读完，请看全文")], copy);
        }
        // The process ended before it had read or answered everything.
        catch (Exception e) when (e is IOException or JsonException)
        {
        }
        finally
        {
            Kill(process);
        }

        return new([copy is null ? TextScan.NoCopy : TextScan.Unreadable("文字读不出，请看全文")], copy);
    }

    /// <summary>The other side: reads one order, answers and ends.</summary>
    public static int Serve(Stream input, Stream output)
    {
        Span<byte> length = stackalloc byte[4];
        input.ReadExactly(length);
        var head = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        input.ReadExactly(head);
        var order = JsonSerializer.Deserialize<Order>(head, DocumentRegister.Json)!;
        using var content = new MemoryStream();
        input.CopyTo(content);
        // The copy goes out first: it may be released also where the search does not come to its end.
        var copy = BlindCopy.Make(order.ContentType, content.ToArray());
        BinaryPrimitives.WriteInt32LittleEndian(length, copy?.Length ?? -1);
        output.Write(length);
        output.Write(copy);
        output.Flush();
        JsonSerializer.Serialize(output, copy is null ? [TextScan.NoCopy] : TextScan.Scan(order.ContentType, copy, new NameSearch(order.Names)), DocumentRegister.Json);
        return 0;
    }

    private ProcessStartInfo StartInfo()
    {
        var own = Environment.ProcessPath ?? "";
        var isProgram = Path.GetFileNameWithoutExtension(own) == Path.GetFileNameWithoutExtension(program);
        var start = new ProcessStartInfo(isProgram ? own : Host(own)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        if (!isProgram) start.ArgumentList.Add(program);
        start.ArgumentList.Add(Verb);
        start.Environment.Clear();
        foreach (var name in Inherited) if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        start.Environment["DOTNET_GCHeapHardLimit"] = Memory;
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }

    /// <summary>The program <c>dotnet</c> that runs this process.</summary>
    private static string Host(string own)
    {
        if (Path.GetFileNameWithoutExtension(own) == "dotnet") return own;
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", name));
        return File.Exists(beside) ? beside : name;
    }

    private static async Task WriteAsync(Stream input, Order order, byte[] content, CancellationToken cancellation)
    {
        await using (input)
        {
            var head = JsonSerializer.SerializeToUtf8Bytes(order, DocumentRegister.Json);
            var length = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, head.Length);
            foreach (var part in (byte[][])[length, head, content]) await input.WriteAsync(part, cancellation);
        }
    }

    private static async Task<byte[]?> ReadCopyAsync(Stream output, CancellationToken cancellation)
    {
        var head = new byte[4];
        await output.ReadExactlyAsync(head, cancellation);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 0) return null;
        if (length > MostCopy) throw new IOException("the copy is too long");
        var copy = new byte[length];
        await output.ReadExactlyAsync(copy, cancellation);
        return copy;
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken cancellation)
    {
        using var answer = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await output.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (answer.Length + read > MostFindings) throw new IOException("the answer is too long");
            answer.Write(buffer, 0, read);
        }

        return answer.ToArray();
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }
}
