; The uninstaller offers to delete the app's data. Tauri's own code would then remove the whole folder, and with it the
; record: evidence that has to be kept for ten years. So the tick means caches and logs only, which is what its label says.
Var DeleteCaches

!macro NSIS_HOOK_PREUNINSTALL
  StrCpy $DeleteCaches $DeleteAppDataCheckboxState
  StrCpy $DeleteAppDataCheckboxState 0
!macroend

; After the app has been closed, which holds these files.
!macro NSIS_HOOK_POSTUNINSTALL
  ${If} $DeleteCaches = 1
  ${AndIf} $UpdateMode <> 1
    ; Where it was installed, and the language: Tauri's own code leaves them for the next installation.
    DeleteRegKey SHCTX "${MANUPRODUCTKEY}"
    DeleteRegKey /ifempty SHCTX "${MANUKEY}"
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\${BUNDLEID}\EBWebView"
    RMDir /r "$LOCALAPPDATA\${BUNDLEID}\logs"
    Delete "$APPDATA\${BUNDLEID}\.window-state.json"
    RMDir "$APPDATA\${BUNDLEID}"
  ${EndIf}
!macroend

; The installer speaks the system's language and asks nobody. The uninstaller would ask for one wherever no window has
; noted it: after a silent installation, or for another user of the machine; even with /P, which asks nothing.
!macroundef MUI_UNGETLANGUAGE
!macro MUI_UNGETLANGUAGE
!macroend
