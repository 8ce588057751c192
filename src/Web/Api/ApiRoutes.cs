namespace Innovation.Web.Api;

/// <summary>The REST API: the same commands and queries as the pages.</summary>
public static class ApiRoutes
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").DisableAntiforgery().TakesUpTo(BodyLimits.Json);
        SessionApi.Map(api);
        RoundApi.Map(api);
        ApplicationApi.Map(api);
        TaskApi.Map(api);
        TaskRunApi.Map(api);
        ToDoApi.Map(api);
        BlindCheckApi.Map(api);
        BatchApi.Map(api);
        CalendarApi.Map(api);
        SupervisionApi.Map(api);
        DocumentApi.Map(api);
        NoticeApi.Map(api);
        SubstitutionApi.Map(api);
        PhraseApi.Map(api);
        VoucherApi.Map(api);
        OrderApi.Map(api);
        PaymentApi.Map(api);
        SanctionApi.Map(api);
        CityApi.Map(api);
        InstrumentApi.Map(api);
        DraftApi.Map(api);
        MigrationApi.Map(api);
        Demo.DemoApi.Map(api);
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapGet("/schemas/process.json", () => Results.Json(Innovation.Workflows.Definitions.DefinitionJson.Schema())).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/schemas/programme.json", () => Results.Json(Innovation.Workflows.Programs.Exchange.ProgrammeSchema.Generate())).AllowAnonymous().ExcludeFromDescription();
    }
}
