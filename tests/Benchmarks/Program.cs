using System.Diagnostics;
using System.Globalization;
using Innovation.Benchmarks;

// Plain stopwatches: every figure is a ratio or a rate of one run on one machine, printed with the machine's facts.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"Machine: {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0:0.0} GiB, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}");
Console.WriteLine();
Console.WriteLine($"{"What",-58} {"Measured",26} {"Aim",22}");
var only = args.FirstOrDefault();
if (only is null or "engine") EngineBench.Run();
if (only is null or "commands") await CommandBench.RunAsync();
if (only is null or "pages") await PageBench.RunAsync();
if (only is null or "messages") await MessageBench.RunAsync();
if (only is null or "sweep") await SweepBench.SweepAsync();
if (only is null or "board") await SweepBench.BoardAsync();
if (only is null or "designer") await DesignBench.RunAsync();
if (only is null or "ledger") await LedgerBench.RunAsync();
return 0;

namespace Innovation.Benchmarks
{
    internal static class Table
    {
        public static void Row(string what, string measured, string aim) => Console.WriteLine($"{what,-58} {measured,26} {aim,22}");

        public static string Percentiles(List<double> milliseconds)
        {
            milliseconds.Sort();
            return $"p50 {At(milliseconds, 0.50):0.0} ms, p99 {At(milliseconds, 0.99):0.0} ms";
        }

        public static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];

        public static double Milliseconds(long started) => Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
