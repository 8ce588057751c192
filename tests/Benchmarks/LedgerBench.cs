using System.Diagnostics;
using System.Text;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Budgets;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Funds.Payments;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Funds.Vouchers;
using Innovation.Workflows.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Benchmarks;

/// <summary>The ledger: how fast it books, how fast it answers when it is large, and a quarter between two cities.</summary>
internal static class LedgerBench
{
    private const int Postings = 5_000_000;
    private const int Accounts = 500_000;
    private const int Orders = 100_000;
    private const string City = "基准市";

    public static async Task RunAsync()
    {
        await using var server = await Server.StartAsync();
        var raw = Raw(server.Data, TimeSpan.FromSeconds(4));
        var one = await BookAsync(server, 1, TimeSpan.FromSeconds(5));
        var eight = await BookAsync(server, 8, TimeSpan.FromSeconds(5));
        Table.Row("Raw row writes of one posting (Microsoft.Data.Sqlite)", $"{raw:N0} tx/s", "");
        Table.Row("Postings with event and receipt, one client", $"{one:N0}/s", $"{one / raw:P0} of raw");
        Table.Row("Postings with event and receipt, eight clients", $"{eight:N0}/s", $"{eight / raw:P0} of raw");
        await ClearAsync(server);
        await LargeAsync(server);
    }

    /// <summary>Whole commands of the fund path that move money from the free budget to a round.</summary>
    private static async Task<double> BookAsync(Server server, int clients, TimeSpan time)
    {
        var (path, by) = (server.Get<FundPath>(), await server.UserAsync("finance"));
        var count = 0;
        async Task ClientAsync(int number)
        {
            var budget = Ok(await server.Get<Budgets>().CreateAsync(Identifiers.Opaque(), new NewBudget(2026, $"基准 {clients}/{number}", Fen.Most, "基准"), new Sender(by, server.Clock.GetUtcNow())));
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; Stopwatch.GetElapsedTime(started) < time; i++)
            {
                var id = Identifiers.Opaque();
                Ok(await path.RunAsync(id, new { budget, i }, new Sender(by, server.Clock.GetUtcNow()), async act =>
                {
                    var row = (await act.Db.Budgets.FindAsync(budget))!;
                    var cause = act.Happened(row, "benchmark", new { i });
                    return await act.PostAsync(new Movement(id, PostingKind.Allot, AccountRef.Available(budget), AccountRef.Round(budget, "benchmark"), 1, "基准"), cause) ?? await act.DoneAsync(row, null, "");
                }));
                Interlocked.Increment(ref count);
            }
        }

        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(n => Task.Run(() => ClientAsync(n))));
        return count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>What one posting writes: an event, a posting, a receipt, two balances and a head, with prepared statements and the same pragmas.</summary>
    private static double Raw(string data, TimeSpan time)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(data, "raw.db")};Pooling=False");
        db.Open();
        Run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE Events (Id INTEGER PRIMARY KEY, StreamId TEXT, Sequence INTEGER, Body TEXT, UNIQUE(StreamId, Sequence)); CREATE TABLE Accounts (Id INTEGER PRIMARY KEY, Credits INTEGER, Debits INTEGER); "
            + "CREATE TABLE Postings (Id INTEGER PRIMARY KEY, K TEXT UNIQUE, FromId INTEGER, ToId INTEGER, Amount INTEGER, StreamId TEXT, Sequence INTEGER); CREATE INDEX F ON Postings (FromId, Id); CREATE INDEX T ON Postings (ToId, Id); CREATE INDEX S ON Postings (StreamId, Sequence); "
            + "CREATE TABLE Receipts (Id TEXT PRIMARY KEY, Answer TEXT); CREATE TABLE Heads (Id TEXT PRIMARY KEY, Sequence INTEGER); INSERT INTO Accounts VALUES (1, 0, 0), (2, 0, 0); INSERT INTO Heads VALUES ('b', 0)");
        using var command = db.CreateCommand();
        command.CommandText = "INSERT INTO Events (StreamId, Sequence, Body) VALUES ('b', $i, $body); UPDATE Accounts SET Debits = Debits + 1 WHERE Id = 1; UPDATE Accounts SET Credits = Credits + 1 WHERE Id = 2; "
            + "INSERT INTO Postings (K, FromId, ToId, Amount, StreamId, Sequence) VALUES ($key, 1, 2, 1, 'b', $i); INSERT INTO Receipts VALUES ($key, $body); UPDATE Heads SET Sequence = $i WHERE Id = 'b'";
        var (i, body, key) = (command.Parameters.Add("$i", SqliteType.Integer), command.Parameters.AddWithValue("$body", new string('x', 300)), command.Parameters.Add("$key", SqliteType.Text));
        body.Size = 300;
        command.Prepare();
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(started) < time; count++)
        {
            using var transaction = db.BeginTransaction();
            (command.Transaction, i.Value, key.Value) = (transaction, count, Identifiers.Opaque());
            command.ExecuteNonQuery();
            transaction.Commit();
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>5 million postings over half a million accounts.</summary>
    private static async Task LargeAsync(Server server)
    {
        using (var db = Open(server))
        {
            var budget = Budget(db);
            Run(db, $"""
                BEGIN IMMEDIATE;
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Accounts - 1})
                INSERT INTO LedgerAccounts (Key, Kind, BudgetId, VoucherId, Debits, Credits, Revision) SELECT printf('voucher:%032d:available', i), 'Voucher', '{budget}', printf('%032d', i), 0, {Postings / Accounts * 100}, {Postings / Accounts} FROM n;
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {Postings - 1})
                INSERT INTO LedgerPostings (Key, Kind, FromId, ToId, Amount, StreamId, Sequence, At, Summary)
                  SELECT printf('large/%09d', i), 'Grant', (SELECT Id FROM LedgerAccounts WHERE Key = 'budget:{budget}:available'), (SELECT Id FROM LedgerAccounts WHERE Key = printf('voucher:%032d:available', 0)) + i % {Accounts}, 100, '{budget}', 1, 0, '基准' FROM n;
                UPDATE LedgerAccounts SET Debits = Debits + {Postings * 100L} WHERE Key = 'budget:{budget}:available';
                COMMIT;
                """);
        }

        await using var context = server.Get<IDbContexts>().Create();
        var times = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            var voucher = $"{Random.Shared.Next(Accounts):D32}";
            var started = Stopwatch.GetTimestamp();
            if (await Book.BalanceAsync(context, AccountRef.Voucher("", voucher, "")) != Postings / Accounts * 100) throw new InvalidOperationException("a balance is wrong");
            if (i >= 20) times.Add(Table.Milliseconds(started));
        }

        Table.Row("Balance of one account among 5 million postings", Table.Percentiles(times), "<= 5 ms");
        var begin = Stopwatch.GetTimestamp();
        var check = await LedgerCheck.RunAsync(context);
        if (check.Problems.Count > 0) throw new InvalidOperationException(string.Join("; ", check.Problems.Take(5)));
        Table.Row($"Trial balance of {check.Postings:N0} postings", $"{Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s", "<= 30 s");
    }

    /// <summary>A quarter of 100,000 redemptions: collected, compared with the other city's file, confirmed, paid and booked.</summary>
    private static async Task ClearAsync(Server server)
    {
        var (head, officer, finance) = (await server.UserAsync("head"), await server.UserAsync("officer1"), await server.UserAsync("finance"));
        Sender By(Workflows.Organizations.UserContext user) => new(user, server.Clock.GetUtcNow());
        var budget = Ok(await server.Get<Budgets>().CreateAsync(Identifiers.Opaque(), new NewBudget(2026, "基准创新券", Fen.Most, "基准"), By(finance)));
        var city = Ok(await server.Get<Cities>().SaveAsync(Identifiers.Opaque(), new CityInput(null, City, "基准市结算中心", "12420000422000001W", true), By(head)));
        Ok(await server.Get<RecognisedLists>().ImportAsync(Identifiers.Opaque(), new RecognisedList(city, new DateOnly(2026, 9, 1), [new RecognisedService("基准检测有限公司", "91420100MA00000012", "吴某", "", new DateOnly(2026, 1, 1), null, "1", "检测", ServiceType.Testing, "", 200, "件", false)]), By(officer)));
        await SeedOrdersAsync(server, budget);
        server.Clock.Set(DateTimeOffset.Parse("2026-10-12T10:00:00+08:00"), running: false, sweep: false);
        var clearings = server.Get<Clearings>();
        var begin = Stopwatch.GetTimestamp();
        var clearing = Ok(await clearings.MakeAsync(Identifiers.Opaque(), new NewClearing(city, 2026, 3, true), By(officer)));
        var made = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        byte[] file;
        await using (var db = server.Get<IDbContexts>().Create()) file = ClearingFile.Write(await Clearings.LinesAsync(db, clearing));
        var second = Stopwatch.GetTimestamp();
        var (lines, problems) = ClearingFile.Read(file);
        if (problems.Count > 0 || lines.Count != Orders) throw new InvalidOperationException($"{lines.Count} lines, {string.Join(";", problems.Take(3))}");
        Ok(await clearings.CompareAsync(Identifiers.Opaque(), new CounterLines(clearing, "基准.csv", lines), By(officer)));
        var compared = Stopwatch.GetElapsedTime(second).TotalSeconds;
        second = Stopwatch.GetTimestamp();
        Ok(await clearings.ConfirmAsync(Identifiers.Opaque(), clearing, By(officer)));
        var confirmed = Stopwatch.GetElapsedTime(second).TotalSeconds;
        Table.Row("Quarterly clearing of 100,000 redemptions", $"{made + compared + confirmed:0.0} s", "<= 30 s");
        Table.Row("  collected, compared, confirmed", $"{made:0.0} + {compared:0.0} + {confirmed:0.0} s", "");

        Ok(await server.Get<ClearingMoney>().RequestAsync(Identifiers.Opaque(), clearing, By(officer)));
        string payment, number, payee;
        await using (var db = server.Get<IDbContexts>().Create()) (payment, number, payee) = await db.Payments.Select(p => new ValueTuple<string, string, string>(p.Id, p.Number, p.PayeeId)).SingleAsync();
        Ok(await server.Get<BankAccounts>().SaveAsync(Identifiers.Opaque(), new BankAccountInput("基准市结算中心", "42001111222233334444", "基准银行", "102521000017", payee), By(finance)));
        Ok(await server.Get<PaymentReview>().CheckAsync(Identifiers.Opaque(), new PaymentChoice([payment]), By(head)));
        Ok(await server.Get<PaymentReview>().ApproveAsync(Identifiers.Opaque(), new PaymentChoice([payment]), By(await server.UserAsync("signatory"))));
        Ok(await server.Get<PayOrders>().MakeAsync(Identifiers.Opaque(), new NewPayOrder([payment]), By(finance)));
        second = Stopwatch.GetTimestamp();
        Ok(await server.Get<BankResults>().ImportAsync(Identifiers.Opaque(), Encoding.UTF8.GetBytes($"支付编号,结果,日期,流水号,原因\r\n{number},成功,2026-10-12,LS1,\r\n"), By(finance)));
        Table.Row("  its payment booked order by order", $"{Stopwatch.GetElapsedTime(second).TotalSeconds:0.0} s", "");
    }

    /// <summary>Redeemed orders with what is due for each, as the commands would have left them.</summary>
    private static async Task SeedOrdersAsync(Server server, string budget)
    {
        await using (var db = server.Get<IDbContexts>().Create())
        {
            var service = await db.ProviderServices.Include(s => s.Provider).SingleAsync(s => s.Provider.City == City);
            var enterprise = await db.Organizations.FirstAsync(o => o.Uscc != "");
            var at = server.Clock.GetUtcNow();
            db.Orders.Add(new OrderRow
            {
                Id = new string('0', 32), Number = "DD0000000", SchemeId = "benchmark", BudgetId = budget, VoucherId = "benchmark", EnterpriseId = enterprise.Id, EnterpriseName = enterprise.Name, ProviderId = service.ProviderId, ProviderName = service.Provider.Name,
                City = City, ServiceId = service.Id, ServiceName = service.Name, ServiceType = service.Type, Contract = 200, Deduction = 100, DeliverBy = new DateOnly(2026, 10, 30), Status = OrderStatus.Redeemed, Redeemed = 100, PlacedAt = at, RedeemedAt = at,
            });
            await db.SaveChangesAsync();
        }

        using var sqlite = Open(server);
        var provider = Scalar(sqlite, "SELECT ProviderId FROM VoucherOrders");
        var columns = Column(sqlite, "SELECT name FROM pragma_table_info('VoucherOrders')");
        var values = columns.Select(c => c switch { "Id" => "printf('%032d', i)", "Number" => "printf('DD%07d', i)", _ => $"o.\"{c}\"" });
        Run(sqlite, $"""
            BEGIN IMMEDIATE;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Orders - 1})
            INSERT INTO VoucherOrders ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM n, VoucherOrders o WHERE o.Number = 'DD0000000';
            INSERT INTO LedgerAccounts (Key, Kind, BudgetId, VoucherId, SubjectId, OrganizationId, Debits, Credits, Revision) SELECT 'payable:' || Id, 'Payable', '{budget}', 'benchmark', Id, '{provider}', 0, 100, 1 FROM VoucherOrders;
            INSERT INTO LedgerPostings (Key, Kind, FromId, ToId, Amount, StreamId, Sequence, At, Summary)
              SELECT 'due/' || a.SubjectId, 'Redeem', (SELECT Id FROM LedgerAccounts WHERE Key = 'budget:{budget}:available'), a.Id, 100, '{budget}', 1, 0, '基准' FROM LedgerAccounts a WHERE a.Kind = 'Payable';
            UPDATE LedgerAccounts SET Debits = Debits + {Orders * 100L} WHERE Key = 'budget:{budget}:available';
            COMMIT;
            """);
    }

    private static SqliteConnection Open(Server server)
    {
        var db = new SqliteConnection($"Data Source={Path.Combine(server.Data, "innovation.db")};Pooling=False");
        db.Open();
        Run(db, "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-400000");
        return db;
    }

    private static string Budget(SqliteConnection db) => Scalar(db, "SELECT Id FROM Budgets WHERE Item = '基准创新券'");

    private static string Scalar(SqliteConnection db, string sql) => Column(db, sql + " LIMIT 1")[0];

    private static List<string> Column(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read()) found.Add(reader.GetString(0));
        return found;
    }

    private static void Run(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        command.ExecuteNonQuery();
    }

    private static string Ok(CommandResult result) => result is CommandResult.Accepted accepted ? accepted.Answer.CaseId : throw new InvalidOperationException(((CommandResult.Refused)result).Refusal.ToString());
}
