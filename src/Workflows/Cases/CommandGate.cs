namespace Innovation.Workflows.Cases;

/// <summary>
/// One writer at a time in this process, earliest received first. Only for speed and fairness: correctness rests on the
/// database (BEGIN IMMEDIATE, unique keys, case sequence).
/// </summary>
public sealed class CommandGate
{
    private readonly Lock sync = new();
    private readonly PriorityQueue<TaskCompletionSource, (DateTimeOffset Received, long Ticket)> waiting = new();
    private long tickets;
    private bool busy;

    /// <summary>Waits for the turn; dispose the answer to pass it on.</summary>
    /// <param name="received">When the command was received.</param>
    public async Task<IDisposable> EnterAsync(DateTimeOffset received, CancellationToken cancellation = default)
    {
        TaskCompletionSource turn;
        lock (sync)
        {
            if (!busy)
            {
                busy = true;
                return new Pass(this);
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn, (received, tickets++));
        }

        await using (cancellation.Register(() => turn.TrySetCanceled(cancellation))) await turn.Task;
        return new Pass(this);
    }

    /// <summary>How many commands wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (sync) return waiting.Count;
        }
    }

    private void Leave()
    {
        lock (sync)
        {
            while (waiting.TryDequeue(out var next, out _))
                if (next.TrySetResult()) return;
            busy = false;
        }
    }

    private sealed class Pass(CommandGate gate) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0) gate.Leave();
        }
    }
}
