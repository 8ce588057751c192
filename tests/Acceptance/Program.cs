using Innovation.Acceptance.Funds;

namespace Innovation.Acceptance;

/// <summary>Runs the tests, or is one of the processes that a race needs.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => args is [OrderProcess.Verb, ..] ? OrderProcess.RunAsync(args[1..]) : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
}
