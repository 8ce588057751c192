using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ExcelDataReader;
using Innovation.Acceptance.Funds;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Acceptance;

/// <summary>Every table that leaves the house, read back with another library: nothing in it is a formula, and no code has lost a digit.</summary>
public sealed partial class ExportTests
{
    private const string Formula = "=HYPERLINK(\"http://evil.invalid\",\"点我\")";
    private const string Digits = "914202810000001078";

    [Fact]
    public async Task No_export_carries_a_formula_and_long_codes_stay_whole()
    {
        var world = await VoucherWorld.StartAsync();
        await using var site = world.Site;
        var order = await world.ConfirmedAsync(await world.GrantAsync(10_000_000), 2_000_000, 1_000_000);
        await PlantAsync(site, order);
        string budget, proposal;
        await using (var db = site.Get<IDbContexts>().Create()) budget = await db.Budgets.Select(b => b.Id).SingleAsync();
        proposal = (string)(await site.PostAsync("admin", "/api/v1/calendar/proposals", new { year = 2027, basis = "冶政办函〔2026〕9号", csv = "date,kind,name\n2027-01-01,holiday_off,元旦\n" })).Ok()["id"]!;
        var draft = (string)(await site.PostAsync("admin", "/api/v1/drafts", new { programme = "PR01", version = 1, revise = true })).Ok()["id"]!;
        (string User, string Path)[] exports =
        [
            ("officer1", "/cases?handler=Export"), ("officer1", "/certificates?handler=Csv"), ("officer1", "/certificates?handler=Xlsx"), ("admin", "/admin/log?handler=Xlsx"),
            ("head", "/supervision?format=csv"), ("head", "/supervision?format=xlsx"), ("head", "/supervision/todos?format=csv"), ("head", "/supervision/todos?format=xlsx"),
            ("head", "/supervision/stages?format=csv"), ("head", "/supervision/stages?format=xlsx"), ("admin", $"/admin/calendar/{proposal}?format=csv"),
            ("finance", $"/funds/budgets/{budget}?handler=Xlsx"), ("finance", $"/statements?handler=Xlsx&budget={budget}"), (VoucherWorld.Provider, "/orders?handler=Xlsx"), (VoucherWorld.Provider, "/statements?handler=Xlsx"),
            (VoucherWorld.Provider, "/bookings?handler=Xlsx"), ("admin", $"/design/{draft}/walk?handler=Csv&cases=200&seed=7"),
        ];
        var (names, saw, kept) = (new List<string>(), 0, 0);
        foreach (var (user, path) in exports)
        {
            using var person = await Browser.SignInAsync(site, user);
            var (name, bytes) = await person.FileAsync(path);
            Assert.True(bytes.Length > 0, path);
            names.Add(name);
            foreach (var cell in name.EndsWith("xlsx", StringComparison.Ordinal) ? Workbook(bytes) : Csv(bytes))
            {
                if (cell is not string text) continue;
                saw += text.Contains("HYPERLINK", StringComparison.Ordinal) ? 1 : 0;
                kept += text.Trim() == Digits ? 1 : 0;
                if (name.EndsWith("csv", StringComparison.Ordinal)) Assert.False(text is ['=' or '+' or '@', ..] || (text is ['-', ..] && !decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _)), $"{path}: {text}");
            }
        }

        Assert.True(saw >= 6, $"the planted name was seen {saw} times");
        Assert.True(kept >= 2, $"the planted code was seen whole {kept} times");
        // Whoever adds an export adds it here: every file name in the source has been seen, but for those of a link between cities (CityStoryTests).
        string[] elsewhere = ["{Sheet.Number}.csv", "{Sheet.Number}{Sheet.City}.xlsx", "{row.Number}.csv", "本市互认名录{today:yyyyMMdd}.csv"];
        var written = Directory.EnumerateFiles(Path.Combine(Site.Root, "src/Web"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/Demo/", StringComparison.Ordinal))
            .SelectMany(f => FileName().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Where(n => n.Length > 5 && n is not "calendar.csv" && !n.StartsWith('/')).Except(elsewhere).Distinct().ToList();
        Assert.True(written.Count > 10);
        foreach (var literal in written)
            Assert.True(names.Exists(n => Regex.IsMatch(n, "^" + Regex.Replace(Regex.Escape(literal.Replace("{", "\u0001", StringComparison.Ordinal).Replace("}", "\u0002", StringComparison.Ordinal)), "\u0001[^\u0002]*\u0002", ".*") + "$")), $"{literal} was not exported; seen: {string.Join("、", names)}");
    }

    /// <summary>Names and codes as somebody hostile, or merely unlucky, has them.</summary>
    private static async Task PlantAsync(Site site, string order)
    {
        await using var db = site.Get<IDbContexts>().Create();
        await db.Cases.ExecuteUpdateAsync(s => s.SetProperty(c => c.Title, Formula).SetProperty(c => c.OrganizationName, "+cmd|' /C calc'!A0"));
        foreach (var paper in await db.Documents.Where(d => db.Certificates.Any(c => c.DocumentId == d.Id)).ToListAsync())
            await db.Documents.Where(d => d.Id == paper.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.Facts, System.Text.Json.JsonSerializer.Serialize(paper.ReadFacts() with { OrganizationName = Formula, Uscc = Digits, Item = "@SUM(1)" }, Workflows.Registers.DocumentRegister.Json)));
        await db.Orders.Where(o => o.Id == order).ExecuteUpdateAsync(s => s.SetProperty(o => o.ServiceName, Formula).SetProperty(o => o.InvoiceNumber, Digits).SetProperty(o => o.EnterpriseName, "\t=1+1"));
        await db.Batches.ExecuteUpdateAsync(s => s.SetProperty(b => b.Title, Formula));
        await db.WorkItems.ExecuteUpdateAsync(s => s.SetProperty(w => w.ClaimedByName, Formula));
        await db.Organizations.ExecuteUpdateAsync(s => s.SetProperty(o => o.GroupName, Formula));
    }

    private static List<object?> Workbook(byte[] bytes)
    {
        using (var zip = new ZipArchive(new MemoryStream(bytes)))
            foreach (var part in zip.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.Ordinal)))
            {
                using var text = new StreamReader(part.Open());
                Assert.DoesNotMatch("<(x:)?f[ >]", text.ReadToEnd());
            }

        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(bytes));
        return Cells(reader);
    }

    private static List<object?> Csv(byte[] bytes)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateCsvReader(new MemoryStream(bytes), new ExcelReaderConfiguration { FallbackEncoding = Encoding.UTF8, AutodetectSeparators = [','] });
        return Cells(reader);
    }

    private static List<object?> Cells(IExcelDataReader reader)
    {
        var cells = new List<object?>();
        while (reader.Read())
            for (var i = 0; i < reader.FieldCount; i++)
            {
                var value = reader.GetValue(i);
                // A number is an amount or a count; a code read as a number has lost what it was.
                Assert.False(value is double and > 1e11, $"{value} is read as a number");
                cells.Add(value);
            }

        return cells;
    }

    [GeneratedRegex("\"([^\"\\n]*\\.(?:csv|xlsx))\"")]
    private static partial Regex FileName();
}
