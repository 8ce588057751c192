using System.Text.Json.Nodes;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Texts;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Cases;

/// <summary>Which documents follow from what happened to a case, and what they say.</summary>
public sealed class CaseDocuments(DocumentRegister register)
{
    internal async Task<IReadOnlyList<DocumentRow>> IssueAsync(WorkflowsDbContext db, LoadedCase loaded, IReadOnlyList<ProcessEvent> events, CaseExtras extras, CancellationToken cancellation)
    {
        var issued = new List<DocumentRow>();
        var index = DefinitionIndex.Of(loaded.Programme.Process);
        foreach (var happened in events)
        {
            switch (happened)
            {
                case SupplementRequested e when index[e.StageId].Stage is ReviewStage { Supplement.Document: { } template }:
                    issued.Add(await IssueOneAsync(db, loaded, await SupplementAsync(db, loaded, (ReviewStage)index[e.StageId].Stage, template, e, events, cancellation), e.At, cancellation));
                    break;
                case StageCompleted e:
                    foreach (var template in index[e.StageId].Stage.FindOutcome(e.Outcome)?.Documents ?? [])
                        issued.Add(await IssueOneAsync(db, loaded, await NoticeAsync(db, loaded, template, e, events, cancellation), e.At, cancellation));
                    if (index[e.StageId].Stage is DecisionStage { Certificate: { } certificate } decision && e.Outcome == decision.SignedOutcome)
                        issued.Add(await CertifyAsync(db, loaded, certificate, decision, e, extras, cancellation));
                    break;
            }
        }

        return issued;
    }

    private Task<DocumentRow> IssueOneAsync(WorkflowsDbContext db, LoadedCase loaded, DocumentOrder order, DateTimeOffset at, CancellationToken cancellation) =>
        register.IssueAsync(db, loaded.Programme, order, loaded.Row.Id, null, loaded.Row.OrganizationId, at, cancellation);

    private static async Task<DocumentOrder> BaseAsync(WorkflowsDbContext db, LoadedCase loaded, string template, DateOnly issuedOn, CancellationToken cancellation)
    {
        var row = loaded.Row;
        var rule = loaded.Programme.Documents[template];
        var uscc = await db.Organizations.Where(o => o.Id == row.OrganizationId).Select(o => o.Uscc).SingleAsync(cancellation);
        return new DocumentOrder
        {
            Template = template,
            DocumentId = Identifiers.Opaque(),
            Title = "",
            Agency = loaded.Programme.Agency,
            IssuedOn = issuedOn,
            CaseNumber = row.Number ?? "",
            OrganizationName = row.OrganizationName,
            Uscc = uscc,
            Item = row.Title,
            Level = loaded.Programme.Level,
            RoundTitle = loaded.Round.Title,
            Rules = ProcedureWords.Basis(loaded.Programme.Rules),
            Section = loaded.Programme.Section,
            Contact = loaded.Programme.Contact,
            Form = Placeholders.Fields(string.Join('\n', rule.Heading, rule.Addressee, rule.Text)).Distinct().ToDictionary(id => id, id => FieldLabels.Value(loaded.Programme.Form, id, loaded.Values)),
        };
    }

    private static async Task<DocumentOrder> SupplementAsync(
        WorkflowsDbContext db, LoadedCase loaded, ReviewStage stage, string template, SupplementRequested e, IReadOnlyList<ProcessEvent> events, CancellationToken cancellation)
    {
        var due = events.OfType<DeadlineOpened>().First(d => d.Purpose == DeadlinePurpose.Supplement);
        return await BaseAsync(db, loaded, template, ChinaTime.DateOf(e.At), cancellation) with
        {
            StageName = stage.Name,
            Round = e.Round,
            MaxRounds = stage.Supplement!.Rounds,
            Consequence = Silence(loaded.Programme.Process, stage),
            Items = [.. e.Items.Select(i => new ListedItem(FieldLabels.Of(loaded.Programme.Form, i.Field), i.Remark))],
            DueOn = ChinaTime.LastDayOf(due.DueAt),
            Reason = e.Comment ?? "",
        };
    }

    /// <summary>What silence leads to: the end that the definition names, or that the case goes on with what it has.</summary>
    private static string Silence(ProcessDefinition process, ReviewStage stage) =>
        stage.FindOutcome(stage.Supplement!.OnExpiry)?.Route is Route.End { Result: var end } && process.Results.FirstOrDefault(r => r.Id == end) is { } result
            ? $"将作{result.Name}处理" : "将按现有材料继续办理";

    private static async Task<DocumentOrder> NoticeAsync(WorkflowsDbContext db, LoadedCase loaded, string template, StageCompleted e, IReadOnlyList<ProcessEvent> events, CancellationToken cancellation)
    {
        // What time decided holds from the instant that ends the last day: the paper bears the day that begins there,
        // while the next period counts from the last day (engine.md, command path 7).
        var day = ChinaTime.DateOf(e.At);
        var next = events.OfType<DeadlineOpened>().LastOrDefault(d => d.Purpose == DeadlinePurpose.Stage);
        var reason = events.OfType<WorkItemCompleted>().LastOrDefault(w => w.StageId == e.StageId)?.Comment;
        return await BaseAsync(db, loaded, template, day, cancellation) with
        {
            StageName = DefinitionIndex.Of(loaded.Programme.Process)[e.StageId].Stage.Name,
            AcceptedOn = day,
            PromisedOn = next is null ? null : ChinaTime.LastDayOf(next.DueAt),
            Deemed = e.Cause == "deadline",
            Reason = reason ?? AdverseReasons.Reason(e, loaded.Programme, null) ?? "",
        };
    }

    private async Task<DocumentRow> CertifyAsync(WorkflowsDbContext db, LoadedCase loaded, string template, DecisionStage decision, StageCompleted e, CaseExtras extras, CancellationToken cancellation)
    {
        var rule = loaded.Programme.Certificate ?? throw new InvalidOperationException($"{loaded.Programme.Code} has no certificate rule");
        var day = ChinaTime.DateOf(e.At);
        var expires = decision.ValidYears is { } years ? Validity.ExpiryDate(day, years) : (DateOnly?)null;
        var order = await BaseAsync(db, loaded, template, day, cancellation);
        var serial = await NumberSeries.TakeAsync(db, rule.Series, day.Year, n => NumberFormat.Certificate(rule.Series, day.Year, n), order.DocumentId, e.At, cancellation);
        order = order with
        {
            Number = serial,
            ExpiresOn = expires,
            Reason = extras.DecisionNumber ?? "",
            Level = FieldLabels.Value(loaded.Programme.Form, rule.LevelField, loaded.Values),
            Item = FieldLabels.Value(loaded.Programme.Form, rule.ItemField, loaded.Values),
        };
        var document = await IssueOneAsync(db, loaded, order, e.At, cancellation);
        var certificate = CertificateRow.Of(order, Identifiers.Ordered(), loaded.Row.Id, loaded.Row.OrganizationId, loaded.Programme.Code);
        db.Certificates.Add(certificate);
        foreach (var obligation in rule.Obligations)
        {
            var due = new DateOnly(day.Year + 1, obligation.Month, obligation.Day);
            db.Obligations.Add(new ObligationRow { Id = Identifiers.Ordered(), CertificateId = certificate.Id, Name = obligation.Name, Year = day.Year, DueAt = ChinaTime.EndOf(due) });
        }

        return document;
    }
}

/// <summary>Chinese labels of form fields and their values.</summary>
public static class FieldLabels
{
    /// <summary>Label of a field path such as <c>ip_list[1].no</c>: 知识产权清单 第 2 行 编号.</summary>
    public static string Of(FormSchema form, string path)
    {
        var root = RootOf(path);
        if (form.Find(root) is not { } field) return path;
        if (path.Length == root.Length) return field.Label;
        var label = field.Label;
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var close = path.IndexOf(']', StringComparison.Ordinal);
        if (open > 0 && close > open && int.TryParse(path[(open + 1)..close], out var line)) label += $" 第 {line + 1} 行";
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && field.Columns.FirstOrDefault(c => c.Id == path[(dot + 1)..]) is { } column) label += " " + column.Label;
        return label;
    }

    /// <summary>The field of a path: <c>ip_list</c> of <c>ip_list[1].no</c>.</summary>
    public static string RootOf(string path)
    {
        var end = path.IndexOfAny(['[', '.']);
        return end < 0 ? path : path[..end];
    }

    /// <summary>The value of a field in words.</summary>
    public static string Value(FormSchema form, string fieldId, JsonObject values) =>
        form.Find(fieldId) is { } field ? FieldFormatter.Format(field, values[fieldId]) : "";
}
